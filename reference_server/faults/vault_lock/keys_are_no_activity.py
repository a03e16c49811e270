"""Pressing a key does not count as activity."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.keys_are_no_activity",
    area="vault_lock",
    title="Pressing a key does not count as activity",
    symptom="The vault locks itself while somebody is typing.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-LOCK-05"],
)
OLD = '"pointermove", "keydown", '
NEW = '"pointermove", '


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/idle.js."""
    overlay(seams, "vault/idle.js", OLD, NEW, hit)
