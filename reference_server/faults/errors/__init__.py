"""Defects of getting over trouble."""
