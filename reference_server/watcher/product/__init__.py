"""The product as the watcher meets it: signing in, its interface, its object store."""
