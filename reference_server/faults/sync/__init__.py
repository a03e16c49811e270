"""Seeded defects of the area `sync`, a module each."""
