"""The queue is sent with the newest change first."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="queue.newest_first",
    area="queue",
    title="The queue is sent with the newest change first",
    symptom="Things come in another order than they were made.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["OF-QUEUE-04"],
)
OLD = "...keptBack];"
NEW = "...keptBack.reverse()];"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/drain.js."""
    overlay(seams, "offline/drain.js", OLD, NEW, hit)
