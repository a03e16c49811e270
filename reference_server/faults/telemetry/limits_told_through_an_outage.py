"""The first line keeps its sentence while limits cannot be read."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.limits_told_through_an_outage",
    area="telemetry",
    title="The first line keeps its sentence while limits cannot be read",
    symptom="The dashboard says that all limits are held when nobody can know.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-10"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Say nothing of limits that could not be read."""
    overlay(seams, "admin/telemetry.js", '    if (endpoint === "alerts") limits.tellTrouble();\n', "", hit)
