"""Looking: the watched folders themselves, what the system hints at, and scans of everything for the truth."""

from pathlib import Path
from typing import TYPE_CHECKING

from reference_server.watcher.folders.roots import Condition
from reference_server.watcher.folders.tracking import Tracking
from reference_server.watcher.local.settings import Folder, Settings

if TYPE_CHECKING:
    from reference_server.watcher.engine.parts import Parts

WITHOUT_HINTS_S = 10.0
"""Time between two scans of a folder of whose changes the system does not tell."""
LOOK_S = 2.0
"""Time between two looks whether the folder itself is there: nobody tells of that, and it costs next to nothing."""


class Looking:
    """What the engine does in each round."""

    def __init__(self, parts: "Parts") -> None:
        self.parts = parts
        self.settings = Settings()
        self._scanned: dict[str, float] = {}
        self._looked: dict[str, float] = {}
        self._inodes: dict[str, int] = {}

    def follow(self, settings: Settings) -> None:
        """Watch the folders of these settings, and no others."""
        self.settings = settings
        self.parts.ignoring.backups = settings.ignore_backups
        wanted = {folder.id: folder for folder in settings.folders}
        for tracking in self.parts.watched.all():
            folder = wanted.get(tracking.folder.id)
            if folder is None or folder.path != tracking.folder.path:
                self.drop(tracking.folder, gone=folder is None)
            elif folder != tracking.folder:
                tracking.folder = folder  # what waits to be sent is read anew before
        for folder in settings.folders:
            if self.parts.watched.tracking(folder.id) is None:
                self.parts.watched.begin(folder, self.parts.state.files(folder.id))
                self.attach(folder)
        self._scanned.clear()

    def drop(self, folder: Folder, *, gone: bool) -> None:
        """Watch a folder no more; what the server has of it stays there."""
        if gone:
            self.parts.state.forget_root(folder.id)  # first: without room for that the folder is dropped later
            self.parts.journal.forget(folder.id)
        self.parts.hints.unwatch(folder.id)
        self.parts.watched.drop(folder.id)
        self._scanned.pop(folder.id, None)

    def attach(self, folder: Folder) -> None:
        """Begin to watch a folder that is there."""
        if self.parts.watched.conditions[folder.id].standing == "watching":
            self.parts.hints.watch(folder)
        self._scanned.pop(folder.id, None)

    def round(self) -> None:
        """Look at each folder: how it is, what has happened in it, and at everything when it is time."""
        for tracking in self.parts.watched.all():
            if self.is_there(tracking):
                self.look_where_told(tracking)
                if self.is_time(tracking):
                    self.scan(tracking)

    def is_there(self, tracking: Tracking) -> bool:
        """Say whether a folder is there; one that is back is attached again."""
        folder, now = tracking.folder, self.parts.clock.monotonic()
        if now - self._looked.get(folder.id, -LOOK_S) < LOOK_S:
            return self.parts.watched.conditions[folder.id].standing == "watching"
        self._looked[folder.id] = now
        before, present = self.parts.watched.look(folder)
        if before.standing != present.standing or self.is_another(folder):
            self.changed(folder, present)
        return present.standing == "watching"

    def is_another(self, folder: Folder) -> bool:
        """Say whether a folder with the same mark has taken the place of the one before: hints are of that one."""
        try:
            inode = Path(folder.path).stat().st_ino
        except OSError:
            return False
        return self._inodes.setdefault(folder.id, inode) != inode

    def changed(self, folder: Folder, present: Condition) -> None:
        """Take in that a folder went, or is back."""
        self.parts.journal.note("folder", f"{folder.path}: {present.standing} {present.reason or ''}")
        self.parts.hints.unwatch(folder.id)
        self._inodes.pop(folder.id, None)
        self.attach(folder)

    def look_where_told(self, tracking: Tracking) -> None:
        """Scan the folders in which something has happened."""
        for below in self.parts.hints.taken(tracking.folder.id):
            if not below:
                self.scan(tracking)
                continue
            found = self.parts.scanning.scan(tracking.root, below)
            if self.parts.watched.is_there(tracking.folder):
                tracking.observe(found, below)

    def is_time(self, tracking: Tracking) -> bool:
        """Say whether a folder is to be scanned whole."""
        scanned = self._scanned.get(tracking.folder.id)
        return scanned is None or self.parts.clock.monotonic() - scanned >= self.scan_every(tracking)

    def scan_every(self, tracking: Tracking) -> float:
        """Return the seconds between two scans: fewer where the system does not tell of changes."""
        if self.parts.hints.is_alive(tracking.folder.id):
            return float(self.settings.scan_seconds)
        return min(WITHOUT_HINTS_S, self.settings.scan_seconds)

    def scan(self, tracking: Tracking) -> None:
        """Scan a folder whole; where the system has stopped to tell of changes, ask it anew."""
        folder = tracking.folder
        if not self.parts.hints.is_alive(folder.id):
            self.parts.hints.watch(folder)
        else:
            self.parts.hints.check_room(folder)
        found = self.parts.scanning.scan(tracking.root)
        if self.parts.watched.is_there(folder):
            tracking.observe(found)
            self.parts.journal.forget(folder.id, set(found.files))
        self._scanned[folder.id] = self.parts.clock.monotonic()

    def scan_all_soon(self) -> None:
        """Let the next round scan everything, after anything went wrong."""
        self._scanned.clear()

    def pause(self) -> float:
        """Return in how many seconds there is something to look at, unless the system tells of it earlier."""
        pauses = [LOOK_S]
        for tracking in self.parts.watched.all():
            if self.parts.watched.conditions[tracking.folder.id].standing != "watching":
                continue
            scanned = self._scanned.get(tracking.folder.id)
            since = 0.0 if scanned is None else self.parts.clock.monotonic() - scanned
            pauses.append(max(0.0, self.scan_every(tracking) - since))
            due = tracking.next_due()
            pauses += [] if due is None else [due]
        return min(pauses)
