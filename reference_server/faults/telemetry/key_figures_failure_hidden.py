"""Key figures that could not be refreshed do not say so."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.key_figures_failure_hidden",
    area="telemetry",
    title="Key figures that could not be refreshed do not say so",
    symptom="The ten numbers of before an outage are taken for those of now.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-10"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Say nothing of the key figures."""
    overlay(seams, "admin/telemetry.js", '    if (endpoint === "overview") keyFigures.tellTrouble(why);\n', "", hit)
