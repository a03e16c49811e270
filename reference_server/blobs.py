"""The object store, any that speaks S3: who may put or get what is signed here; the server itself only looks after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class StoreError(Exception):
    """The store did not answer, or refused; the message says which, and no keys."""


class NoObjectError(StoreError):
    """There is no such object, or no such upload in parts."""


@dataclass(frozen=True)
class Signed:
    """A request that the store will accept for a while, with exactly these headers."""

    url: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Content:
    """What is to be put: its size in bytes, and its hashes."""

    size: int
    md5: bytes
    sha256: bytes


@dataclass(frozen=True)
class Stored:
    """What the store has: size in bytes and the SHA-256 of it."""

    size: int
    sha256: bytes


@dataclass(frozen=True)
class StoredPart:
    """A part that the store has."""

    number: int
    size: int
    etag: str


class Blobs(Protocol):
    """What services need of an object store. Every method raises StoreError when it fails."""

    def prepare(self) -> None:
        """Load what speaks to the store, asking it nothing: that takes long once, which is no fault of the store's."""
        ...

    def sign_put(self, key: str, content: Content, seconds: int) -> Signed:
        """Return the one request that may put this content there."""
        ...

    def sign_get(self, key: str, seconds: int) -> str:
        """Return where the object can be read."""
        ...

    def begin_parts(self, key: str) -> str:
        """Begin an upload in parts, and return its id."""
        ...

    def sign_part(self, key: str, parts_id: str, number: int, content: Content, seconds: int) -> Signed:
        """Return the one request that may put this part; the first has number 1."""
        ...

    def parts(self, key: str, parts_id: str) -> Sequence[StoredPart]:
        """Return the parts that are there; NoObjectError when the store has given the upload up."""
        ...

    def join(self, key: str, parts_id: str, parts: Sequence[StoredPart]) -> None:
        """Make the object of its parts; NoObjectError when the store knows them no more, having joined them, too."""
        ...

    def put(self, key: str, content: bytes) -> None:
        """Put an object as whoever holds a presigned URL does, and not by this server's own rights."""
        ...

    def size(self, key: str) -> int:
        """Return how many bytes the object has, by what the store says of it; NoObjectError."""
        ...

    def describe(self, key: str) -> Stored:
        """Return what the object is, as it is stored; NoObjectError."""
        ...

    def delete(self, keys: Sequence[str]) -> None:
        """Delete objects, those that are not there too."""
        ...

    def give_up(self, key: str, parts_id: str) -> None:
        """Forget an upload in parts, if there is one."""
        ...


class NoBlobs:
    """A server without an object store: whatever needs one is refused with the reason."""

    def prepare(self) -> None:
        """Load nothing."""

    def __getattr__(self, name: str) -> Any:
        """Raise StoreError at any question."""
        raise StoreError("no object store is configured (PASSION_STORE)")
