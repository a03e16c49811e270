"""A file that was only touched counts as changed."""

from collections.abc import Callable
from dataclasses import replace

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.folders.tracking import Due, Tracking
from reference_server.watcher.local.state import Job

FAULT = Fault(
    id="file_sync.touched_is_changed",
    area="file_sync",
    title="A file that was only touched counts as changed",
    symptom="Each night adds a version of everything.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["WA-SYNC-01"],
)


def apply(parts: Parts, hit: Hit) -> None:
    """Forget what the content was."""

    @wrap(parts.preparing, "job")
    def job(original: Callable[[Tracking, Due], Job | None], tracking: Tracking, due: Due) -> Job | None:
        known = due.known and replace(due.known, sha256=b"")
        if known is not None:
            hit()
        return original(tracking, replace(due, known=known))
