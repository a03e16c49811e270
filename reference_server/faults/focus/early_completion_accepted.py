"""A session can be completed early."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm
from reference_server.seams import Seams
from reference_server.services.refusals import FocusNotFinished

FAULT = Fault(
    id="focus.early_completion_accepted",
    area="focus",
    title="A session can be completed early",
    symptom="A minute of work is credited as the planned 25.",
    severity=Severity.MAJOR,
    provenance="CWE-602",
    kills=["CP-FOCUS-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let the page judge whether the time is over."""
    disarm(seams.services.focus, "check_time_is_over", FocusNotFinished, hit)
