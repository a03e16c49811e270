"""What was made before a lock passes after the next unlock."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm
from reference_server.seams import Seams
from reference_server.services.refusals import VaultLocked

FAULT = Fault(
    id="vault_lock.epoch_not_compared",
    area="vault_lock",
    title="What was made before a lock passes after the next unlock",
    symptom="A device that slept through a lock writes what it knew before.",
    severity=Severity.CRITICAL,
    provenance="CWE-613",
    kills=["E2-LOCK-02", "E2-LOCK-10"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let pass whatever epoch a write names."""
    disarm(seams.services.vault_gate, "check_epoch", VaultLocked, hit)
