"""Names and secrets that nobody can guess."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Protocol
from uuid import uuid4


class Ids(Protocol):
    """The only source of identifiers and secrets that services ask."""

    def new_id(self) -> str:
        """Return a fresh identifier, safe in a URL; clients treat it as opaque."""
        ...

    def new_secret(self) -> str:
        """Return 256 fresh random bits as 43 characters, safe in URLs, cookies and as a PKCE verifier."""
        ...


class RandomIds:
    """UUIDs and the operating system's random bytes."""

    def new_id(self) -> str:
        """Return a random UUID as text."""
        return str(uuid4())

    def new_secret(self) -> str:
        """Return 32 random bytes, base64url without padding."""
        return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """Return the form in which a secret is stored; plain SHA-256 is enough for 256 random bits."""
    return sha256(secret.encode()).hexdigest()


def is_hash_of(stored: str, sent: str) -> bool:
    """Say, in a time that tells nothing, whether `stored` is the SHA-256 of what was sent; both are in base64url."""
    digest = sha256(urlsafe_b64decode(sent + "=" * (-len(sent) % 4))).digest()
    return hmac.compare_digest(stored, urlsafe_b64encode(digest).decode().rstrip("="))
