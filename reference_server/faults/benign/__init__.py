"""Benign variants: legitimate differences that no case may mind, a module each."""
