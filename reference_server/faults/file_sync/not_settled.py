"""A file is read as soon as it is seen."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.faults.trackings import at_each_tracking
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.tracking import Tracking

FAULT = Fault(
    id="file_sync.not_settled",
    area="file_sync",
    title="A file is read as soon as it is seen",
    symptom="Half-written takes are kept as versions.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/owncloud/client/issues/522",
    rows=["W-01"],
    kills=["WA-SYNC-05"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Wait for nothing."""

    @at_each_tracking(parts)
    def change(tracking: Tracking) -> None:
        @wrap(tracking, "is_old_enough")
        def is_old_enough(original: Callable[[float], bool], since: float) -> bool:
            if not original(since):
                hit()
            return True
