"""A review can be answered before its day."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm
from reference_server.seams import Seams
from reference_server.services.refusals import ReviewNotDue

FAULT = Fault(
    id="learning.early_answer_accepted",
    area="learning",
    title="A review can be answered before its day",
    symptom="A client that answers ahead has learned everything in a minute.",
    severity=Severity.MINOR,
    provenance="CWE-602",
    kills=["FE-LEARN-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Swallow the refusal."""
    disarm(seams.services.tracks, "check_due", ReviewNotDue, hit)
