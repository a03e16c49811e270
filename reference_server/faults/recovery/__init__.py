"""Seeded defects of the area `recovery`, a module each."""
