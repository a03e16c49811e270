"""daw-watcher: backs folders of music projects up, encrypted, in the background. It knows the product by HTTP alone."""

VERSION = "0.1.0"
PROGRAM = "daw-watcher"
