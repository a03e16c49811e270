"""Defects of what people are told, and can set."""
