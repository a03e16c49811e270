"""Seeded defects of the area `learning`, a module each."""
