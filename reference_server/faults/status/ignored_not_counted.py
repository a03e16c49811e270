"""What is left out is not counted."""

from collections.abc import Callable, Iterable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.parts import Parts
from reference_server.watcher.scanning import Found
from reference_server.watcher.settings import Folder
from reference_server.watcher.state import StoredFile
from reference_server.watcher.tracking import Tracking

FAULT = Fault(
    id="status.ignored_not_counted",
    area="status",
    title="What is left out is not counted",
    symptom="A file is missing from the backup, and nothing says that it is left out.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["WA-STAT-01", "WA-SYNC-06"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Count nothing."""

    @wrap(parts.watched, "begin")
    def begin(
        original: Callable[[Folder, Iterable[StoredFile]], Tracking], folder: Folder, known: Iterable[StoredFile]
    ) -> Tracking:
        tracking = original(folder, known)

        @wrap(tracking, "note")
        def note(original: Callable[[Found, bytes], None], found: Found, below: bytes) -> None:
            if found.ignored:
                hit()
                found.ignored.clear()
            original(found, below)

        return tracking
