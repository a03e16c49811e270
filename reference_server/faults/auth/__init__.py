"""Seeded defects of the area `auth`, a module each."""
