"""What the watcher keeps on this machine: settings, credentials, state, log."""
