"""Sections that could not be refreshed do not say so."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.failure_hidden",
    area="telemetry",
    title="Sections that could not be refreshed do not say so",
    symptom="Old figures are taken for those of now.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-10"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Say nothing."""
    old = "    for (const id of sections) views.get(id)?.tellTrouble(why);\n"
    overlay(seams, "admin/telemetry.js", old, "", hit)
