"""How the server is: each part asked for itself, within a time that a person waits for."""
