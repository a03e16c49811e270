"""What waited at a crash is sent beside the file itself."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.local.state import Job

FAULT = Fault(
    id="file_sync.resumed_twice",
    area="file_sync",
    title="What waited at a crash is sent beside the file itself",
    symptom="After a crash files have a version too many, or two entries.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-SYNC-09"],
)


LATE_S = 3.0


def apply(parts: Parts, hit: Hit) -> None:
    """Let a file settle again while its upload waits, and send both."""
    began = parts.clock.monotonic()

    @wrap(parts.sending, "resume")
    def resume(original: Callable[[], None]) -> None:
        original()
        for tracking in parts.watched.all():
            if tracking.working:
                hit()
            tracking.working.clear()

    @wrap(parts.sending, "is_wanted")
    def is_wanted(_original: Callable[[Job], bool], job: Job) -> bool:  # noqa: ARG001
        return True

    @wrap(parts.sending, "waiting")
    def waiting(original: Callable[[], list[Job]]) -> list[Job]:
        return original() if parts.clock.monotonic() - began > LATE_S else []
