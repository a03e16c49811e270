"""The dashboard shows what it showed when it was opened."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.no_refresh",
    area="telemetry",
    title="The dashboard shows what it showed when it was opened",
    symptom="Figures change only when the page is loaded again.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Never read again."""
    old = "  refreshInTime(refresh, REFRESH_EVERY, () => live.checked);\n"
    overlay(seams, "admin/telemetry.js", old, "", hit)
