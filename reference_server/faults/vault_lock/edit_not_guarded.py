"""What is locked can be changed."""

from reference_server.faults.gates import let_through
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.edit_not_guarded",
    area="vault_lock",
    title="What is locked can be changed",
    symptom="Somebody at an unattended device overwrites what is locked.",
    severity=Severity.CRITICAL,
    provenance="CWE-862",
    kills=["E2-LOCK-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let such writes through the vault's gate."""
    let_through(seams, seams.services.items, "change", hit)
