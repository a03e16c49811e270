"""The spool: a file is read once, and lies there encrypted until it is stored. Every retry sends the same bytes."""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from reference_server.watcher.folders.scanning import file_at, signature
from reference_server.watcher.folders.tracking import Due
from reference_server.watcher.local.clock import Clock
from reference_server.watcher.local.credentials import b64
from reference_server.watcher.local.errors import DiskFullError
from reference_server.watcher.local.home import NO_ROOM
from reference_server.watcher.local.settings import Folder
from reference_server.watcher.local.state import Job, Signature, StoredFile
from reference_server.watcher.transfers.cipher import Cipher, FileKey, Place, Sealed, read_chunks

PART = 8 * 1024 * 1024
LARGE = 64 * 1024 * 1024
"""Bytes of ciphertext above which it is sent in parts, and of each of these but the last (protocol, section 8)."""
RESERVE = 1024 * 1024
"""Bytes that stay free on the disk: for the ciphertext's own overhead, and for the watcher's state and log."""
GONE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}
"""What opening says of a file that is there no more, or that a link has taken the place of."""
READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Never through a link, and without waiting for the other end of a pipe."""


class ChangedError(Exception):
    """A file changed, or went, while it was read: it has to settle anew."""


class UnreadableError(Exception):
    """A file cannot be read; the message says why."""


@dataclass(frozen=True)
class Written:
    """A ciphertext in the spool: its size, its hashes, and those of its parts."""

    size: int
    md5: bytes
    sha256: bytes
    parts: list[tuple[int, bytes, bytes]]


class Hashing:
    """Hashes a ciphertext, whole and by parts."""

    def __init__(self) -> None:
        self.size = 0
        self.parts: list[tuple[int, bytes, bytes]] = []
        self._whole = (_md5(), hashlib.sha256())
        self._part = (_md5(), hashlib.sha256())
        self._filled = 0

    def add(self, content: bytes) -> None:
        """Take in the next bytes."""
        self.size += len(content)
        for each in self._whole:
            each.update(content)
        view = memoryview(content)
        while view:
            piece = view[: PART - self._filled]
            for each in self._part:
                each.update(piece)
            self._filled += len(piece)
            view = view[len(piece) :]
            if self._filled == PART:
                self._end_part()

    def done(self) -> Written:
        """Return what was hashed."""
        if self._filled:
            self._end_part()
        md5, sha256 = (each.digest() for each in self._whole)
        return Written(self.size, md5, sha256, self.parts)

    def _end_part(self) -> None:
        md5, sha256 = (each.digest() for each in self._part)
        self.parts.append((self._filled, md5, sha256))
        self._part, self._filled = (_md5(), hashlib.sha256()), 0


class Spooling:
    """Reads settled files and encrypts them into the spool."""

    def __init__(self, folder: Path, cipher: Cipher, clock: Clock) -> None:
        self.folder = folder
        self.cipher = cipher
        self.clock = clock

    def spool(self, root: Folder, due: Due) -> Job:
        """Return an upload of a file, its bytes in the spool. Raises ChangedError, UnreadableError, DiskFullError."""
        place = Place(due.known.file_id, due.known.rev + 1) if due.known else Place(str(uuid4()), 1)
        key, op_id = self.cipher.new_key(place), str(uuid4())
        self.check_room(due.signature.size)
        with self.opened(root, due) as file:
            plain = hashlib.sha256()
            written = self.write(op_id, self.cipher.chunks(key, _hashed(_readable(read_chunks(file)), plain)))
            self.check_unchanged(file, due, op_id)
        return Job(
            op_id=op_id,
            root_id=root.id,
            path=due.path,
            spool=op_id,
            size=due.signature.size,
            mtime_ns=due.signature.mtime_ns,
            inode=due.signature.inode,
            sha256=plain.digest(),
            draft=self.draft(root, due, key, op_id, plain.digest(), written),
            created_at=self.clock.now(),
        )

    def hash(self, root: Folder, due: Due) -> bytes:
        """Return the SHA-256 of a file as it is. Raises ChangedError, UnreadableError."""
        with self.opened(root, due) as file:
            digest = hashlib.sha256()
            for _ in _hashed(_readable(read_chunks(file)), digest):
                pass
            self.check_unchanged(file, due)
            return digest.digest()

    def opened(self, root: Folder, due: Due) -> BinaryIO:
        """Open a file that must look as it did when it settled; never through a link."""
        folder = os.fsencode(root.path)
        try:
            # Opening guards the last part of a path alone: no folder above may be a link, either.
            if file_at(folder, due.path) != due.signature:
                raise ChangedError
            handle = os.open(os.path.join(folder, due.path), READ)
        except OSError as error:
            if error.errno in GONE:
                raise ChangedError from None
            raise UnreadableError(error.strerror or type(error).__name__) from None
        if signature(os.fstat(handle)) != due.signature:
            os.close(handle)
            raise ChangedError
        return os.fdopen(handle, "rb")

    def check_room(self, size: int) -> None:
        """Refuse what has no room: else it would fill the disk to its end for everybody, and at each new try."""
        if shutil.disk_usage(self.folder).free < size + RESERVE:
            raise DiskFullError(f"{self.folder}: the disk is full: no room for {size:,} bytes more")

    def check_unchanged(self, file: BinaryIO, due: Due, spooled: str | None = None) -> None:
        """Refuse a file that looks different now; what was spooled of it goes."""
        if signature(os.fstat(file.fileno())) != due.signature:
            if spooled is not None:
                self.discard(spooled)
            raise ChangedError

    def write(self, name: str, chunks: Iterator[bytes]) -> Written:
        """Write a ciphertext into the spool; nothing of it stays when that fails."""
        hashing = Hashing()
        try:
            with (self.folder / name).open("xb") as spooled:
                for chunk in chunks:
                    hashing.add(chunk)
                    spooled.write(chunk)
        except BaseException as error:
            self.discard(name)
            if isinstance(error, OSError) and error.errno in NO_ROOM:
                raise DiskFullError(f"{self.folder}: the disk is full") from error
            raise
        return hashing.done()

    def draft(
        self, root: Folder, due: Due, key: FileKey, op_id: str, sha256: bytes, written: Written
    ) -> dict[str, Any]:
        """Return what the server is told of the version."""
        facts = facts_of(root, due.path, due.signature, sha256)
        return {
            "op_id": op_id,
            "file_id": key.place.file_id,
            "rev": key.place.rev,
            "ct_size": written.size,
            "ct_sha256": b64(written.sha256),
            "ct_md5": b64(written.md5),
            "kid": self.cipher.credentials.kid,
            "wrap": self.cipher.wrap(key).wire(),
            "meta": {"n": 0, **self.cipher.seal_meta(key, 0, facts).wire()},
            "filename": shared_name(root, due.path),
            "parts": _parts(written) if written.size > LARGE else None,
        }

    def renamed(self, root: Folder, due: Due, file: StoredFile) -> dict[str, Any]:
        """Return what the server is told of a file's new path."""
        place, n = Place(file.file_id, file.rev), file.meta_n + 1
        key = self.cipher.unwrap(place, file.kid, Sealed.read(json.loads(file.wrap)))
        facts = facts_of(root, due.path, due.signature, file.sha256)
        meta = {"n": n, **self.cipher.seal_meta(key, n, facts).wire()}
        return {"rev": file.rev, "meta": meta, "filename": shared_name(root, due.path)}

    def is_whole(self, job: Job) -> bool:
        """Say whether the spool still has what an upload is of: after a crash it may not."""
        hashing = Hashing()
        try:
            with (self.folder / job.spool).open("rb") as spooled:
                while chunk := spooled.read(PART):
                    hashing.add(chunk)
        except OSError:
            return False
        return bool(b64(hashing.done().sha256) == job.draft["ct_sha256"])

    def discard(self, name: str) -> None:
        """Delete what is not needed any more."""
        with suppress(FileNotFoundError):
            (self.folder / name).unlink()

    def discard_all_but(self, names: set[str]) -> None:
        """Delete what no upload needs: left by a crash."""
        for file in self.folder.iterdir():
            if file.name not in names:
                self.discard(file.name)


def facts_of(root: Folder, path: bytes, seen: Signature, sha256: bytes) -> dict[str, Any]:
    """Return what only the vault's owner learns of a version; the path as raw bytes, as it is."""
    return {
        "folder": root.id,
        "folder_name": os.path.basename(root.path),
        "path": b64(path),
        "size": seen.size,
        "mtime_ns": seen.mtime_ns,
        "sha256": b64(sha256),
    }


def shared_name(root: Folder, path: bytes) -> str | None:
    """Return what administrators see: the last part of the path, if the person shares names."""
    if not root.share_names:
        return None
    return path.rpartition(b"/")[2].decode("utf-8", "replace")


def _parts(written: Written) -> list[dict[str, Any]]:
    return [{"size": size, "md5": b64(md5), "sha256": b64(sha256)} for size, md5, sha256 in written.parts]


def _readable(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Tell what cannot be read from what cannot be written."""
    try:
        yield from chunks
    except OSError as error:
        raise UnreadableError(error.strerror or type(error).__name__) from error


def _hashed(chunks: Iterator[bytes], digest: "hashlib._Hash") -> Iterator[bytes]:
    for chunk in chunks:
        digest.update(chunk)
        yield chunk


def _md5() -> "hashlib._Hash":
    return hashlib.md5(usedforsecurity=False)
