"""Seeded defects of the area `replay`, a module each."""
