"""Seeded defects of the area `today`, a module each."""
