"""Defects of the encrypted search."""
