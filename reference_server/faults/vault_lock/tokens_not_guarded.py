"""Search tokens are stored while locked."""

from reference_server.faults.gates import let_through
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.tokens_not_guarded",
    area="vault_lock",
    title="Search tokens are stored while locked",
    symptom="What can be searched no longer fits what is stored.",
    severity=Severity.CRITICAL,
    provenance="CWE-862",
    kills=["E2-LOCK-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let such writes through the vault's gate."""
    let_through(seams, seams.services.search, "put", hit)
