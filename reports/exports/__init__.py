"""Derived views in formats that other tools read. None of them is evidence, and none of them decides."""
