"""Cards call everything private once there is a vault."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="privacy.mode_shown_by_vault",
    area="privacy",
    title="Cards call everything private once there is a vault",
    symptom="Old items look encrypted and are not.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-PRIV-01", "FE-PRIV-02", "FE-PRIV-06"],
)
OLD = 'item.mode === "private" ? "Private" : "Standard";'
NEW = 'vault.state === "none" ? "Standard" : "Private";'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/item-card.js."""
    overlay(seams, "items/item-card.js", OLD, NEW, hit)
