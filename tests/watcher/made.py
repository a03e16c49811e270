"""What tests of the watcher have in common: a clock of their own, a watcher's credentials, folders and files."""

import hashlib
import os
from pathlib import Path
from typing import Any

from fixtures.oracle.encoding import unb64u
from fixtures.oracle.files import SealedVersion, WatcherKey
from fixtures.oracle.primitives import Sealed as OracleSealed
from reference_server.watcher.folders.scanning import signature
from reference_server.watcher.folders.tracking import Due
from reference_server.watcher.local.clock import Clock
from reference_server.watcher.local.credentials import Credentials
from reference_server.watcher.local.settings import Folder
from reference_server.watcher.local.state import Job, Signature, StoredFile
from reference_server.watcher.transfers.cipher import Cipher, Place

TOKEN = "pdw_a-token-that-nobody-may-see"
KEY = hashlib.sha256(b"a key that nobody may see").digest()
WATCHER = Credentials(
    server="http://127.0.0.1:9",
    device_id="5b0c0d9e-0000-4000-8000-00000000d0d0",
    user_id="5b0c0d9e-0000-4000-8000-00000000ada0",
    kid="k_7f3a",
    token=TOKEN,
    key=KEY,
)
ORACLE = WatcherKey(WATCHER.user_id, WATCHER.device_id, KEY)
"""The same watcher, as the independent implementation has it."""
NINETEEN_NINETY = 631_152_000.0


class HandClock(Clock):
    """Goes on only when it is told to."""

    def __init__(self) -> None:
        self.seconds = 5000.0

    def now(self) -> float:
        """Return the seconds since 1970."""
        return NINETEEN_NINETY + self.seconds

    def monotonic(self) -> float:
        """Return seconds that only ever grow."""
        return self.seconds

    def pass_by(self, seconds: float) -> None:
        """Let time go by."""
        self.seconds += seconds


def folder_at(path: Path, number: int = 1, *, share_names: bool = True) -> Folder:
    """Return a watched folder."""
    return Folder(id=f"00000000-0000-4000-8000-{number:012}", path=str(path), share_names=share_names)


def names_in(path: Path) -> list[str]:
    """Return what a folder holds."""
    return sorted(each.name for each in path.iterdir())


def seen(path: Path) -> Signature:
    """Return how a file looks now."""
    return signature(os.lstat(path))


def due(root: Path, name: str, known: StoredFile | None = None) -> Due:
    """Return a file as one that has settled."""
    return Due(os.fsencode(name), seen(root / name), known)


def stored_file(root: Folder, path: bytes, look: Signature, sha256: bytes = bytes(32), **more: Any) -> StoredFile:
    """Return a file as it would be stored."""
    cipher, place = Cipher(WATCHER), Place(f"id of {path.hex()}", 1)
    facts = {
        "file_id": place.file_id,
        "root_id": root.id,
        "path": path,
        "rev": 1,
        "meta_n": 0,
        "size": look.size,
        "mtime_ns": look.mtime_ns,
        "inode": look.inode,
        "sha256": sha256,
        "kid": WATCHER.kid,
        "wrap": wrapped(cipher, place),
        "stored_at": 1.0,
    }
    return StoredFile(**{**facts, **more})


def wrapped(cipher: Cipher, place: Place) -> str:
    """Return a fresh file key as the state keeps it."""
    wire = cipher.wrap(cipher.new_key(place)).wire()
    return f'{{"iv": "{wire["iv"]}", "ct": "{wire["ct"]}"}}'


def known_now(root: Folder, name: str, **more: Any) -> StoredFile:
    """Return a file that lies there as stored just as it is."""
    path = Path(root.path, name)
    return stored_file(root, os.fsencode(name), seen(path), hashlib.sha256(path.read_bytes()).digest(), **more)


def job_of(root: Folder, path: bytes, op_id: str = "op", **more: Any) -> Job:
    """Return an upload that waits, of which nothing lies in the spool."""
    facts = {
        "op_id": op_id,
        "root_id": root.id,
        "path": path,
        "spool": op_id,
        "size": 4,
        "mtime_ns": 5,
        "inode": 6,
        "sha256": bytes(32),
        "draft": {"file_id": "f", "rev": 1, "parts": None},
        "created_at": 1.0,
    }
    return Job(**{**facts, **more})


def version_of(draft: dict[str, Any]) -> SealedVersion:
    """Return a version as the oracle takes it, from what the server is told of it."""
    return SealedVersion(draft["file_id"], draft["rev"], draft["kid"], oracle_sealed(draft["wrap"]))


def oracle_sealed(wire: dict[str, Any]) -> OracleSealed:
    """Return a ciphertext as the oracle takes it, from how it is sent."""
    return OracleSealed(unb64u(wire["iv"]), unb64u(wire["ct"]))
