"""What is locked can be edited and deleted from the page's buttons."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.buttons_work_while_locked",
    area="vault_lock",
    title="What is locked can be edited and deleted from the page's buttons",
    symptom="The page offers what is then refused.",
    severity=Severity.MINOR,
    provenance="https://github.com/bitwarden/clients/issues/1717",
    rows=["L-09"],
    kills=["E2-LOCK-02"],
)
OLD = '.disabled = vault.state === "locked";'
NEW = ".disabled = false;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/item-card.js."""
    overlay(seams, "items/item-card.js", OLD, NEW, hit)
