"""A save that puts a new file in the old one's place is not noticed."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.faults.trackings import at_each_tracking
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.tracking import Tracking
from reference_server.watcher.local.state import Signature

FAULT = Fault(
    id="file_sync.safe_saves_missed",
    area="file_sync",
    title="A save that puts a new file in the old one's place is not noticed",
    symptom="A project that is saved safely is not backed up any more.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/custom-components/pyscript/pull/872",
    rows=["W-07"],
    kills=["WA-SYNC-05"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Look for changes of the same file only."""

    @at_each_tracking(parts)
    def change(tracking: Tracking) -> None:
        @wrap(tracking, "see")
        def see(original: Callable[[bytes, Signature], None], path: bytes, seen: Signature) -> None:
            stored = tracking.known.get(path)
            if stored is not None and stored.inode != seen.inode:
                hit()
                return
            original(path, seen)
