"""A due date in the past is accepted."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm
from reference_server.seams import Seams
from reference_server.services.refusals import Invalid

FAULT = Fault(
    id="quests.past_due_date_accepted",
    area="quests",
    title="A due date in the past is accepted",
    symptom="A quest is overdue the moment it is made.",
    severity=Severity.MINOR,
    provenance="CWE-20",
    kills=["CP-QUEST-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Accept every due date."""
    disarm(seams.services.quests, "check_due_date", Invalid, hit)
