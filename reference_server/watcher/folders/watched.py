"""All watched folders together."""

from collections.abc import Iterable

from reference_server.watcher.folders.roots import Condition, Roots
from reference_server.watcher.folders.tracking import Due, Tracking
from reference_server.watcher.local.clock import Clock
from reference_server.watcher.local.settings import Folder
from reference_server.watcher.local.state import StoredFile


class Watched:
    """The folders that are watched now, and how each of them is."""

    def __init__(self, roots: Roots, clock: Clock) -> None:
        self.roots = roots
        self.clock = clock
        self.conditions: dict[str, Condition] = {}
        """How each folder is that was ever watched: other threads ask for one that they have in hand."""
        self._trackings: dict[str, Tracking] = {}

    def begin(self, folder: Folder, known: Iterable[StoredFile]) -> Tracking:
        """Watch a folder of which these files are stored."""
        tracking = Tracking(folder, self.clock, known)
        self.conditions[folder.id] = self.roots.condition(folder)
        self._trackings[folder.id] = tracking
        return tracking

    def drop(self, root_id: str) -> None:
        """Watch a folder no more."""
        self._trackings.pop(root_id, None)

    def tracking(self, root_id: str) -> Tracking | None:
        """Return what is known of a folder, while it is watched."""
        return self._trackings.get(root_id)

    def all(self) -> list[Tracking]:
        """Return what is known of every folder."""
        return list(self._trackings.values())

    def look(self, folder: Folder) -> tuple[Condition, Condition]:
        """Look how a folder is, and return how it was before, and is now."""
        before, now = self.conditions[folder.id], self.roots.condition(folder)
        self.conditions[folder.id] = now
        return before, now

    def is_there(self, folder: Folder) -> bool:
        """Say whether a folder is the one that is watched, at this moment."""
        return self.roots.condition(folder).standing == "watching"

    def settled(self, most_files: int, most_bytes: int) -> tuple[Tracking, list[Due]] | None:
        """Return files that have settled, of one folder: so many, or the first that reach so many bytes."""
        for tracking in self.all():
            if self.conditions[tracking.folder.id].standing != "watching":
                continue
            dues = tracking.settled(most_files, most_bytes)
            if dues:
                return tracking, dues
        return None
