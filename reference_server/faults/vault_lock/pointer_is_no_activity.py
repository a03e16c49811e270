"""Moving the pointer does not count as activity."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.pointer_is_no_activity",
    area="vault_lock",
    title="Moving the pointer does not count as activity",
    symptom="The vault locks itself while somebody is reading.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-LOCK-05"],
)
OLD = '"pointerdown", "pointermove", '
NEW = '"pointerdown", '


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/idle.js."""
    overlay(seams, "vault/idle.js", OLD, NEW, hit)
