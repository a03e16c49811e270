"""Load, and the proof that alerts fire."""
