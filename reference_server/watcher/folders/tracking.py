"""One watched folder: what is known of its files, what has changed, and since when it has been still."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from threading import RLock

from reference_server.watcher.folders.scanning import Found, file_at
from reference_server.watcher.local.clock import Clock
from reference_server.watcher.local.settings import Folder
from reference_server.watcher.local.state import Signature, StoredFile

SETTLED_S = 0.75
"""How long size, time and inode of a file must have stayed the same before it is read (protocol, section 8)."""


@dataclass(frozen=True)
class Candidate:
    """A file that is new or has changed, and since when it has looked like that."""

    signature: Signature
    since: float


@dataclass(frozen=True)
class Due:
    """A file that has settled, and what the server has of it."""

    path: bytes
    signature: Signature
    known: StoredFile | None


class Tracking:
    """What changes in one folder. Its methods may be called from any thread."""

    def __init__(self, folder: Folder, clock: Clock, known: Iterable[StoredFile]) -> None:
        self.folder = folder
        self.root = os.fsencode(folder.path)
        self.clock = clock
        self.last_scan: float | None = None
        self.ignored: dict[str, int] = {}
        self.unreadable: dict[bytes, str] = {}
        self.lock = RLock()
        self.known = {file.path: file for file in known}
        self.candidates: dict[bytes, Candidate] = {}
        self.vanished: dict[bytes, float] = {}
        self.working: dict[bytes, Signature] = {}
        """Files that are being read or sent, or that the server is being told to be elsewhere, or gone."""
        self.suspect: dict[bytes, Signature] = {}
        """Files that lost their content without having been written (as after a loss of power)."""

    def observe(self, found: Found, below: bytes = b"") -> None:
        """Take in what a scan of a folder saw."""
        with self.lock:
            self.note(found, below)
            for path, seen in found.files.items():
                self.see(path, seen)
            for path in self.gone(found, below, self.known):
                if path not in self.working and not found.leaves_out(path):
                    self.miss(path)
            for path in self.gone(found, below, self.candidates):
                del self.candidates[path]

    def note(self, found: Found, below: bytes) -> None:
        """Keep what a scan of everything left out, and what it could not look into."""
        if not below:
            self.last_scan, self.ignored, self.unreadable = self.clock.now(), dict(found.ignored), found.unreadable

    def gone(self, found: Found, below: bytes, paths: Iterable[bytes]) -> list[bytes]:
        """Return those of the paths that the scan must have seen, had they been there."""
        start = below + b"/" if below else b""
        return [
            path for path in paths if path.startswith(start) and path not in found.files and not found.is_blind_to(path)
        ]

    def miss(self, path: bytes) -> None:
        """Take in that a stored file is gone."""
        self.suspect.pop(path, None)
        self.vanished.setdefault(path, self.clock.monotonic())

    def see(self, path: bytes, seen: Signature) -> None:
        """Take in how a file looks now."""
        self.vanished.pop(path, None)
        known = self.known.get(path)
        if self.suspect.get(path) not in {None, seen}:
            del self.suspect[path]
        if (known is not None and known.signature == seen) or self.working.get(path) == seen or path in self.suspect:
            self.candidates.pop(path, None)
        elif known is not None and self.looks_lost(known, seen):
            self.suspect[path] = seen
        elif path not in self.candidates or self.candidates[path].signature != seen:
            self.candidates[path] = Candidate(seen, self.clock.monotonic())

    def looks_lost(self, known: StoredFile, seen: Signature) -> bool:
        """Say whether a file is empty now though nobody wrote it: the stored version is kept, and nothing sent."""
        return seen.size == 0 and known.size > 0 and seen.mtime_ns == known.mtime_ns

    def settled(self, most_files: int, most_bytes: int) -> list[Due]:
        """Return files that have been still for long enough, and take them as being worked on.

        So many, or the first that reach so many bytes.
        """
        due: list[Due] = []
        with self.lock:
            for path, candidate in list(self.candidates.items()):
                if len(due) >= most_files or sum(each.signature.size for each in due) >= most_bytes:
                    break
                if path in self.working or not self.is_old_enough(candidate.since):
                    continue
                known = self.known.get(path)
                if known is not None and known.signature == candidate.signature:
                    del self.candidates[path]  # stored meanwhile
                elif self.looked_at_again(path, candidate):
                    del self.candidates[path]
                    self.working[path] = candidate.signature
                    due.append(Due(path, candidate.signature, known))
        return due

    def is_old_enough(self, since: float) -> bool:
        """Say whether what began then has lasted long enough."""
        return self.clock.monotonic() - since >= SETTLED_S

    def looked_at_again(self, path: bytes, candidate: Candidate) -> bool:
        """Say whether the file still looks the same; when not, it has to settle anew."""
        try:
            now = file_at(self.root, path)
        except OSError:
            now = None  # a scan tells whether it is there
        if now is None:
            del self.candidates[path]
            return False
        if now == candidate.signature:
            return True
        self.candidates[path] = Candidate(now, self.clock.monotonic())
        return False

    def may_be_renamed(self, size: int) -> bool:
        """Say whether a new file of this size can be a vanished one."""
        with self.lock:
            return any(self.known[path].size == size for path in self.vanished)

    def twin(self, size: int, sha256: bytes) -> StoredFile | None:
        """Return a vanished file with this content, which has another name now, and take it as being worked on.

        What is written under the old name meanwhile waits, and becomes a file of its own.
        """
        with self.lock:
            for path in self.vanished:
                file = self.known[path]
                if (file.size, file.sha256) == (size, sha256):
                    self.take(file)
                    return file
        return None

    def removed(self, most: int) -> list[StoredFile]:
        """Return files that are gone for good, as far as can be seen, and take them as being worked on.

        No new file can be one of them.
        """
        with self.lock:
            sizes = {each.size for path, each in self.working.items() if path not in self.known}
            sizes |= {each.signature.size for path, each in self.candidates.items() if path not in self.known}
            gone = [
                self.known[path]
                for path, since in self.vanished.items()
                if self.is_old_enough(since) and self.known[path].size not in sizes
            ][:most]
            for file in gone:
                self.take(file)
            return gone

    def take(self, file: StoredFile) -> None:
        """Take a vanished file as being worked on: the server is told where it is, or that it is gone."""
        del self.vanished[file.path]
        self.working[file.path] = file.signature

    def keep(self, file: StoredFile, *, instead_of: bytes | None = None) -> None:
        """Take in that a file is stored as this, and not worked on any more; it may have changed meanwhile."""
        with self.lock:
            if instead_of is not None:
                self.known.pop(instead_of, None)
                self.vanished.pop(instead_of, None)
            self.known[file.path] = file
            self.again(file.path)

    def file_ids(self) -> set[str]:
        """Return which files the server has of this folder."""
        with self.lock:
            return {file.file_id for file in self.known.values()}

    def know(self, file: StoredFile) -> None:
        """Take in what the server has of a file, whatever lies there now."""
        with self.lock:
            self.known[file.path] = file

    def forget(self, file: StoredFile) -> None:
        """Take in that the server has a file no longer, or marked as removed."""
        with self.lock:
            self.vanished.pop(file.path, None)
            if self.known.get(file.path) == file:
                del self.known[file.path]

    def again(self, path: bytes) -> None:
        """Take in that a file is not worked on any more, and has to settle anew; gone, it has vanished.

        What cannot be looked at is not taken for gone: a scan tells.
        """
        with self.lock:
            self.working.pop(path, None)
            self.candidates.pop(path, None)
            with suppress(OSError):
                now = file_at(self.root, path)
                if now is not None:
                    self.see(path, now)
                elif path in self.known:
                    self.miss(path)

    def let_go(self, path: bytes) -> None:
        """Take in that a file is not worked on any more, whatever came of it; a scan finds it again."""
        with self.lock:
            self.working.pop(path, None)

    def next_due(self) -> float | None:
        """Return in how many seconds something will have settled; None when nothing is settling.

        What has settled already is not looked at again until it can be sent.
        """
        with self.lock:
            began = [each.since for path, each in self.candidates.items() if path not in self.working]
            began += self.vanished.values()
            settling = [since for since in began if not self.is_old_enough(since)]
            return min(settling) + SETTLED_S - self.clock.monotonic() if settling else None
