"""The watched folders: what is in them, and what has changed."""
