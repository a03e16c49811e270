"""Seeded defects of the area `quests`, a module each."""
