"""Vaults: the passphrase and what proves it, recovery, rotation, and which policy holds."""
