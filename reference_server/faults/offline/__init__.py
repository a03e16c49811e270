"""Seeded defects of the area `offline`, a module each."""
