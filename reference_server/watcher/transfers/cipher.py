"""Encryption of files (protocol, section 8): a key for each version, chunks that cannot be reordered or cut off."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from reference_server.watcher.local.credentials import KEY, Credentials, b64, unb64

CHUNK = 4 * 1024 * 1024
IV, TAG = 12, 16
BLOCK = 256
"""Metadata are filled up to a multiple of these bytes, so that a name's length is not told."""
FORMAT = "passion-os/file/1"


@dataclass(frozen=True)
class Sealed:
    """A ciphertext with its IV."""

    iv: bytes
    ct: bytes

    def wire(self) -> dict[str, str]:
        """Return it as it is sent."""
        return {"iv": b64(self.iv), "ct": b64(self.ct)}

    @classmethod
    def read(cls, value: dict[str, str]) -> "Sealed":
        """Return what was sent."""
        return cls(unb64(value["iv"]), unb64(value["ct"]))


@dataclass(frozen=True)
class Place:
    """Which version of which file something is: bound to every ciphertext of it."""

    file_id: str
    rev: int


@dataclass(frozen=True)
class FileKey:
    """The key of one version (FK)."""

    place: Place
    raw: bytes = field(repr=False)


class Cipher:
    """Seals what the watcher of these credentials sends."""

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials

    def new_key(self, place: Place) -> FileKey:
        """Return a fresh key for a version."""
        return FileKey(place, os.urandom(KEY))

    def wrap(self, key: FileKey) -> Sealed:
        """Return the key sealed by the watcher's."""
        return self.seal(self.credentials.key, key.raw, self.key_data(key.place, self.credentials.kid))

    def unwrap(self, place: Place, kid: str, sealed: Sealed) -> FileKey:
        """Return the key that was sealed. Raises cryptography's InvalidTag for one of another watcher or version."""
        aad = self.key_data(place, kid)
        return FileKey(place, AESGCM(self.credentials.key).decrypt(sealed.iv, sealed.ct, aad))

    def seal_meta(self, key: FileKey, n: int, facts: dict[str, Any]) -> Sealed:
        """Return what is known of a version, sealed; `n` counts renames since it was stored."""
        text = json.dumps(facts, separators=(",", ":")).encode()
        return self.seal(key.raw, text + b" " * (-len(text) % BLOCK), self.data(key.place, n, "meta"))

    def open_meta(self, key: FileKey, n: int, sealed: Sealed) -> dict[str, Any]:
        """Return what was sealed. Raises cryptography's InvalidTag."""
        facts: dict[str, Any] = json.loads(
            AESGCM(key.raw).decrypt(sealed.iv, sealed.ct, self.data(key.place, n, "meta"))
        )
        return facts

    def chunks(self, key: FileKey, plaintext: Iterator[bytes]) -> Iterator[bytes]:
        """Return the ciphertext of each chunk: IV, ciphertext, tag. Every one but the last must be full."""
        for i, (chunk, last) in enumerate(with_last(plaintext)):
            sealed = self.seal(key.raw, chunk, self.data(key.place, i, last, "chunk"))
            yield sealed.iv + sealed.ct

    def seal(self, key: bytes, plaintext: bytes, aad: bytes) -> Sealed:
        """Encrypt under a fresh IV."""
        iv = os.urandom(IV)
        return Sealed(iv, AESGCM(key).encrypt(iv, plaintext, aad))

    def key_data(self, place: Place, kid: str) -> bytes:
        """Return what is bound to a sealed key."""
        return self.data(place, kid, self.credentials.device_id, "key")

    def data(self, place: Place, *more: str | int | bool) -> bytes:
        """Return authenticated data: compact JSON of what the ciphertext belongs to."""
        names = [FORMAT, self.credentials.user_id, place.file_id, place.rev, *more]
        return json.dumps(names, separators=(",", ":"), ensure_ascii=False).encode()


def read_chunks(file: BinaryIO) -> Iterator[bytes]:
    """Return the chunks of a file: full ones, then the rest, which is empty for an empty file only."""
    yield file.read(CHUNK)
    while chunk := file.read(CHUNK):
        yield chunk


def with_last(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Return each chunk, and whether it is the last one."""
    present = next(chunks)
    for following in chunks:
        yield present, False
        present = following
    yield present, True
