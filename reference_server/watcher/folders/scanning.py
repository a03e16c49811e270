"""Scans: what is in a folder now. Links are never followed, and what cannot be looked into is not taken for gone."""

import os
import stat
from collections import Counter
from dataclasses import dataclass, field

from reference_server.watcher.folders.ignoring import Ignoring
from reference_server.watcher.folders.roots import MARKER
from reference_server.watcher.local.state import Signature

MARK = os.fsencode(MARKER)
"""The watcher's own file in a watched folder; nobody wonders where it is."""


@dataclass
class Found:
    """What a scan saw, by paths relative to the folder, as raw bytes: two spellings of a name are two files."""

    files: dict[bytes, Signature] = field(default_factory=dict)
    ignored: Counter[str] = field(default_factory=Counter)
    unreadable: dict[bytes, str] = field(default_factory=dict)
    """What could not be looked into, or at, and why; b"" is the watched folder itself."""
    left_out: set[bytes] = field(default_factory=set)
    """Files and folders that are there, and that a rule leaves out."""

    def is_blind_to(self, path: bytes) -> bool:
        """Say whether the scan could not see if there is something."""
        return any(place in {b"", path} or path.startswith(place + b"/") for place in self.unreadable)

    def leaves_out(self, path: bytes) -> bool:
        """Say whether a rule leaves out what is there: a file, or all that is in a folder."""
        names = path.split(b"/")
        return any(b"/".join(names[:count]) in self.left_out for count in range(1, len(names) + 1))


class Scanning:
    """Walks through folders."""

    def __init__(self, ignoring: Ignoring) -> None:
        self.ignoring = ignoring

    def scan(self, root: bytes, below: bytes = b"") -> Found:
        """Return all that is in the folder `below` of a root, and below that."""
        found = Found()
        folders = [below] if self.is_looked_into(root, below, found) else []
        while folders:
            folder = folders.pop()
            try:
                entries = list(os.scandir(os.path.join(root, folder)))
            except OSError as error:
                if folder and isinstance(error, FileNotFoundError):
                    continue  # gone since its parent was read
                found.unreadable[folder] = error.strerror or type(error).__name__
                continue
            folders += self.look(entries, folder, found)
        return found

    def is_looked_into(self, root: bytes, below: bytes, found: Found) -> bool:
        """Say whether a folder is one that a scan of everything comes to: not left out, nor gone, nor behind a link."""
        names = below.split(b"/") if below else []
        try:
            for count, name in enumerate(names, start=1):
                place = b"/".join(names[:count])
                if self.ignoring.folder(name) is not None:
                    found.left_out.add(place)
                    return False
                if not is_folder(os.path.join(root, place)):
                    return False
        except OSError as error:
            found.unreadable[below] = error.strerror or type(error).__name__
            return False
        return True

    def look(self, entries: "list[os.DirEntry[bytes]]", folder: bytes, found: Found) -> list[bytes]:
        """Note what is in a folder, and return the folders in it."""
        folders: list[bytes] = []
        for entry in entries:
            path = folder + b"/" + entry.name if folder else entry.name
            try:
                self.look_at(entry, path, found, folders)
            except FileNotFoundError:
                continue  # gone since the folder was read
            except OSError as error:
                found.unreadable[path] = error.strerror or type(error).__name__
        return folders

    def look_at(self, entry: "os.DirEntry[bytes]", path: bytes, found: Found, folders: list[bytes]) -> None:
        """Note one entry; a folder is added to those that are to be looked into."""
        status = entry.stat(follow_symlinks=False)
        if stat.S_ISDIR(status.st_mode):
            rule = self.ignoring.folder(entry.name)
            if rule is None:
                folders.append(path)
        elif stat.S_ISREG(status.st_mode):
            rule = self.ignoring.file(entry.name)
            if rule is None:
                found.files[path] = signature(status)
        else:
            found.ignored["links" if stat.S_ISLNK(status.st_mode) else "special files"] += 1
            return
        if rule is not None and path != MARK:
            found.ignored[rule] += 1
            found.left_out.add(path)


def is_folder(path: bytes) -> bool:
    """Say whether there is a folder itself, and no link to one. Raises OSError when that cannot be seen."""
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def file_at(root: bytes, path: bytes) -> Signature | None:
    """Return how a file looks now; None when none is there, or only a link leads to it.

    Raises OSError when that cannot be seen.
    """
    names = path.split(b"/")
    folders = (os.path.join(root, *names[:count]) for count in range(1, len(names)))
    try:
        status = os.lstat(os.path.join(root, path))
    except (FileNotFoundError, NotADirectoryError):
        return None
    return signature(status) if stat.S_ISREG(status.st_mode) and all(map(is_folder, folders)) else None


def signature(status: os.stat_result) -> Signature:
    """Return what tells whether a file may have changed."""
    return Signature(status.st_size, status.st_mtime_ns, status.st_ino)
