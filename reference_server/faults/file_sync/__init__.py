"""Defects of keeping up with files."""
