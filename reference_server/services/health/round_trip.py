"""Whether the object store works as its clients use it: an object put and read by presigned addresses, then removed."""

import secrets
from hashlib import sha256

from reference_server.blobs import Blobs, Stored, StoreError

SIZE = 32


class RoundTrip:
    """An object that goes to the store and comes back.

    It has one name for as long as this server runs: whatever happens, at most one small object is left behind.
    """

    def __init__(self, blobs: Blobs) -> None:
        self.blobs = blobs
        self.key = f"health/{secrets.token_hex(8)}"

    def trouble(self) -> str | None:
        """Return what went wrong, None when nothing did."""
        content = secrets.token_bytes(SIZE)
        try:
            self.blobs.put(self.key, content)
            try:
                stored = self.blobs.describe(self.key)
            finally:
                self.blobs.delete([self.key])
        except StoreError as error:
            return f"object store: {error}"
        if stored != Stored(SIZE, sha256(content).digest()):
            return "object store: it gave back something else than was put"
        return None
