"""A file emptied by a loss of power is taken for an edit."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.faults.trackings import at_each_tracking
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.tracking import Tracking
from reference_server.watcher.local.state import Signature, StoredFile

FAULT = Fault(
    id="status.emptied_file_sent",
    area="status",
    title="A file emptied by a loss of power is taken for an edit",
    symptom="After a power cut the newest version of a song is empty.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/nextcloud/desktop/issues/10547",
    rows=["W-16"],
    kills=["WA-STAT-01"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Take every change for meant."""

    @at_each_tracking(parts)
    def change(tracking: Tracking) -> None:
        @wrap(tracking, "looks_lost")
        def looks_lost(original: Callable[[StoredFile, Signature], bool], known: StoredFile, seen: Signature) -> bool:
            if original(known, seen):
                hit()
            return False
