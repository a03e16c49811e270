"""A limit of which there is too little to tell counts as held."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.unknown_counts_as_held",
    area="telemetry",
    title="A limit of which there is too little to tell counts as held",
    symptom="The dashboard says that all limits are held where nothing was measured.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-09"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Count none that cannot be told."""
    old = 'alerts.filter(({ state }) => state === "no_data").length;\n'
    overlay(seams, "telemetry-page/alerts.js", old, "0;\n", hit)
