"""A renamed file is uploaded as a new one."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.faults.trackings import at_each_tracking
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.tracking import Tracking

FAULT = Fault(
    id="file_sync.renamed_is_new",
    area="file_sync",
    title="A renamed file is uploaded as a new one",
    symptom="After tidying up, everything is uploaded again and its history is gone.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-SYNC-03"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Look for no file with another name."""

    @at_each_tracking(parts)
    def change(tracking: Tracking) -> None:
        @wrap(tracking, "may_be_renamed")
        def may_be_renamed(original: Callable[[int], bool], size: int) -> bool:
            if original(size):
                hit()
            return False
