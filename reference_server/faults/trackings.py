"""Placing a fault in what the watcher knows of each folder, which begins when the folder is watched."""

from collections.abc import Callable, Iterable

from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.tracking import Tracking
from reference_server.watcher.local.settings import Folder
from reference_server.watcher.local.state import StoredFile

Change = Callable[[Tracking], None]


def at_each_tracking(parts: Parts) -> Callable[[Change], Change]:
    """Let the decorated function change what is known of each folder, as soon as it begins to be watched."""

    def place(change: Change) -> Change:
        @wrap(parts.watched, "begin")
        def begin(
            original: Callable[[Folder, Iterable[StoredFile]], Tracking], folder: Folder, known: Iterable[StoredFile]
        ) -> Tracking:
            tracking = original(folder, known)
            change(tracking)
            return tracking

        return change

    return place
