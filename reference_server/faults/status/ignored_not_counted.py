"""What is left out is not counted."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.faults.trackings import at_each_tracking
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.scanning import Found
from reference_server.watcher.folders.tracking import Tracking

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

    @at_each_tracking(parts)
    def change(tracking: Tracking) -> None:
        @wrap(tracking, "note")
        def note(original: Callable[[Found, bytes], None], found: Found, below: bytes) -> None:
            if found.ignored:
                hit()
                found.ignored.clear()
            original(found, below)
