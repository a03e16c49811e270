"""Seeded defects of the area `vault_lock`, a module each."""
