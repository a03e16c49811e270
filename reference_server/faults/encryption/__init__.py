"""Seeded defects of the area `encryption`, a module each."""
