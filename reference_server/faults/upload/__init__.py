"""Defects of what is sent, and stored."""
