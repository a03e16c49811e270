"""Seeded defects of privacy modes."""
