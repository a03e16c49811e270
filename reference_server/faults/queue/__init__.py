"""Seeded defects of the area `queue`, a module each."""
