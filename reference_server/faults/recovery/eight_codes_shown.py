"""Two of the ten codes are not shown."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="recovery.eight_codes_shown",
    area="recovery",
    title="Two of the ten codes are not shown",
    symptom="People have fewer ways back than the page says.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-RECO-01"],
)
OLD = "...codes.map(row)"
NEW = "...codes.slice(2).map(row)"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault-page/codes.js."""
    overlay(seams, "vault-page/codes.js", OLD, NEW, hit)
