"""What the system tells of changes: hints where to look, which may be late, doubled or missing."""

import errno
import os
from pathlib import Path
from threading import Event, Lock
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from reference_server.watcher.local.settings import Folder

READING = {"opened", "closed_no_write"}
"""Events of reading, ours among them: nothing has changed."""
MOST = 2000
"""Folders that are remembered as changed; beyond that everything is scanned."""


class Hints:
    """The folders in which something happened, by watched folder. What goes wrong here is made good by scans."""

    def __init__(self, wake: Event, unwatched: Path) -> None:
        self.wake = wake
        self.unwatched = unwatched
        """A folder in which nobody is interested: whether it could be watched tells whether there is room for more."""
        self.lock = Lock()
        self.changed: dict[str, set[bytes]] = {}
        self.troubles: dict[str, str] = {}
        """Why the system does not tell of changes in a folder."""
        self._observers: dict[str, Any] = {}

    def watch(self, folder: Folder) -> None:
        """Let the system tell of changes in a folder; when it cannot, that is kept as a trouble."""
        self.unwatch(folder.id)
        observer = Observer()
        try:
            observer.schedule(_Handler(self, folder), folder.path, recursive=True)
            observer.start()
        except OSError as error:
            self.troubles[folder.id] = _explained(error)
            return
        self._observers[folder.id] = observer
        self.check_room(folder)

    def check_room(self, folder: Folder) -> None:
        """Keep as a trouble that the system watches no more folders.

        The library says so of the watched folder alone, and leaves out folders below it in silence.
        """
        observer = self._observers.get(folder.id)
        if observer is None:
            return
        try:
            observer.unschedule(observer.schedule(FileSystemEventHandler(), str(self.unwatched), recursive=False))
        except OSError as error:
            self.troubles[folder.id] = _explained(error)

    def unwatch(self, root_id: str) -> None:
        """Let the system tell nothing more of a folder."""
        observer = self._observers.pop(root_id, None)
        self.troubles.pop(root_id, None)
        if observer is not None:
            observer.stop()
            observer.join(5)

    def is_alive(self, root_id: str) -> bool:
        """Say whether the system still tells of changes in a folder."""
        observer = self._observers.get(root_id)
        if observer is None or root_id in self.troubles:
            return False
        return observer.is_alive() and all(each.is_alive() for each in list(observer.emitters))

    def heard(self, folder: Folder, kind: str, paths: list[bytes]) -> None:
        """Take in an event of the system: where it happened is where to look, unless somebody was only reading."""
        if kind in READING:
            return
        root = _slashed(os.fsencode(folder.path))
        for path in map(_slashed, paths):
            if path == root:
                self.add(folder.id, b"")
            elif path.startswith(root + b"/"):
                self.add(folder.id, os.path.dirname(path[len(root) + 1 :]))

    def add(self, root_id: str, folder: bytes) -> None:
        """Remember that something happened in a folder (relative, b"" for the watched one), and wake the engine."""
        with self.lock:
            places = self.changed.setdefault(root_id, set())
            if len(places) >= MOST:
                places.clear()
                folder = b""
            places.add(folder)
        self.wake.set()

    def taken(self, root_id: str) -> set[bytes]:
        """Return the folders in which something happened since the last time, none that lies in another one of them."""
        with self.lock:
            places = self.changed.pop(root_id, set())
        return {place for place in places if not any(above in places for above in _above(place))}

    def close(self) -> None:
        """Let the system tell nothing more."""
        for root_id in list(self._observers):
            self.unwatch(root_id)


class _Handler(FileSystemEventHandler):
    def __init__(self, hints: Hints, folder: Folder) -> None:
        self._hints = hints
        self._folder = folder

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass it on."""
        self._hints.heard(self._folder, event.event_type, [os.fsencode(path) for path in _paths(event)])


def _paths(event: FileSystemEvent) -> list[str | bytes]:
    """Return both ends of a rename: a save by renaming shows up as its target only."""
    return [path for path in (event.src_path, event.dest_path) if path]


def _slashed(path: bytes) -> bytes:
    return path.replace(os.fsencode(os.sep), b"/")


def _above(place: bytes) -> list[bytes]:
    parts = place.split(b"/") if place else []
    return [b"/".join(parts[:count]) for count in range(len(parts))]


def _explained(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EMFILE}:
        return (
            "the system watches no more folders (raise fs.inotify.max_user_watches); it is scanned more often instead"
        )
    return f"the system does not tell of changes ({error.strerror}); it is scanned more often instead"
