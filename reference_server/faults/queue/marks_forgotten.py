"""What waits looks as if it were sent."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="queue.marks_forgotten",
    area="queue",
    title="What waits looks as if it were sent",
    symptom="Nobody sees that a change is on this device only.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["OF-QUEUE-02"],
)
OLD = "  place.hidden = pending === undefined;"
NEW = "  place.hidden = true;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter cards.js."""
    overlay(seams, "cards.js", OLD, NEW, hit)
