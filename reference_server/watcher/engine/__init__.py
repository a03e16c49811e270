"""The running watcher: its parts, its threads, and how it is."""
