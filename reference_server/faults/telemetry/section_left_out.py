"""One section of the dashboard stays empty."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.section_left_out",
    area="telemetry",
    title="One section of the dashboard stays empty",
    symptom="Nothing is seen of changes that devices could not send.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Do not show devices' changes."""
    old = "    for (const section of answer.sections) views"
    new = '    for (const section of answer.sections.filter(({ id }) => id !== "sync")) views'
    overlay(seams, "admin/telemetry.js", old, new, hit)
