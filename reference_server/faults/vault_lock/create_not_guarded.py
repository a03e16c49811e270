"""Something new is stored while locked."""

from reference_server.faults.gates import let_through
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.create_not_guarded",
    area="vault_lock",
    title="Something new is stored while locked",
    symptom="Somebody at an unattended device adds to what is locked.",
    severity=Severity.CRITICAL,
    provenance="CWE-862",
    kills=["E2-LOCK-02", "E2-LOCK-08"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let such writes through the vault's gate."""
    let_through(seams, seams.services.items, "create", hit)
