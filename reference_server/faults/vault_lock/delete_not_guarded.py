"""What is locked can be deleted."""

from reference_server.faults.gates import let_through
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.delete_not_guarded",
    area="vault_lock",
    title="What is locked can be deleted",
    symptom="Somebody at an unattended device deletes what is locked.",
    severity=Severity.CRITICAL,
    provenance="CWE-862",
    kills=["E2-LOCK-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let such writes through the vault's gate."""
    let_through(seams, seams.services.items, "delete", hit)
