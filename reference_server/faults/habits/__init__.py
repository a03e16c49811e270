"""Seeded defects of the area `habits`, a module each."""
