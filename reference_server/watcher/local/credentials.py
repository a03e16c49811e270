"""What lets the watcher in, and the key that it encrypts with: kept for this account alone, shown nowhere."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from pathlib import Path

from reference_server.watcher.local.errors import SignedOutError, UsageError
from reference_server.watcher.local.home import write_whole

KEY = 32
"""Bytes of every key."""


def b64(value: bytes) -> str:
    """Return bytes as base64url without padding."""
    return urlsafe_b64encode(value).decode().rstrip("=")


def unb64(text: str) -> bytes:
    """Return the bytes of such a text."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True)
class Credentials:
    """Who the watcher is: its token at the server, and its key (WK) of the vault key `kid` of the person `user_id`."""

    server: str
    device_id: str
    user_id: str
    kid: str
    token: str = field(repr=False)
    key: bytes = field(repr=False)

    def save(self, path: Path) -> None:
        """Keep them. Raises DiskFullError, UsageError."""
        document = {**self.__dict__, "key": b64(self.key)}
        write_whole(path, json.dumps(document, indent=2) + "\n")


def load(path: Path) -> Credentials:
    """Return the credentials.

    Raises:
        SignedOutError: there are none.
        UsageError: the file makes no sense.

    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        lent = Credentials(**{**document, "key": unb64(document["key"])})
    except FileNotFoundError:
        raise SignedOutError("this watcher is not signed in; run: daw-watcher sign-in --server ADDRESS") from None
    except (OSError, ValueError, TypeError, KeyError):
        lent = None
    if lent is None or len(lent.key) != KEY:
        raise UsageError(f"{path}: cannot be read; run daw-watcher sign-in again")
    return lent
