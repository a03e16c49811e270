"""Seeded defects of the area `focus`, a module each."""
