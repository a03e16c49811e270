"""A page that locks keeps it to itself."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.lock_not_told",
    area="vault_lock",
    title="A page that locks keeps it to itself",
    symptom="Locking one device leaves the others open.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["E2-LOCK-02", "E2-LOCK-05", "E2-LOCK-06"],
)
OLD = """    if (wasOpen) this.#serverLocks?.keep(reason);
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/vault.js."""
    overlay(seams, "vault/vault.js", OLD, NEW, hit)
