"""The dashboard reloads itself."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.reloads_itself",
    area="telemetry",
    title="The dashboard reloads itself",
    symptom="What somebody opened on the page is closed every few seconds.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["FE-TELE-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Load the page anew in the place of its figures."""
    old = "  refreshInTime(refresh, REFRESH_EVERY, () => live.checked);\n"
    new = "  refreshInTime(async () => location.reload(), REFRESH_EVERY, () => live.checked);\n"
    overlay(seams, "admin/telemetry.js", old, new, hit)
