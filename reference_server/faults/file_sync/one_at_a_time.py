"""Files are sent one at a time, with a rest after each."""

from collections.abc import Callable
from threading import Event, Lock

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.watcher.engine.parts import Parts
from reference_server.watcher.local.state import Job

FAULT = Fault(
    id="file_sync.one_at_a_time",
    area="file_sync",
    title="Files are sent one at a time, with a rest after each",
    symptom="A big project takes all night.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["WA-SYNC-07", "WA-SYNC-08"],
)


REST_S = 0.1
one, rest = Lock(), Event()


def apply(parts: Parts, hit: Hit) -> None:
    """Rest after each file."""

    @wrap(parts.preparing, "jobs")
    def jobs(original: Callable[[], list[Job]]) -> list[Job]:
        with one:
            made = original()
            for _ in made:
                hit()
                rest.wait(REST_S)
            return made
