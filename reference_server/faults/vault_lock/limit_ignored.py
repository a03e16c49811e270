"""The time limit that was set is ignored."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.limit_ignored",
    area="vault_lock",
    title="The time limit that was set is ignored",
    symptom="Who asked for a minute gets a quarter of an hour.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/clients/issues/11185",
    rows=["L-04"],
    kills=["E2-LOCK-05"],
)
OLD = "this.view?.auto_lock_minutes ?? 1"
NEW = "15"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/vault.js."""
    overlay(seams, "vault/vault.js", OLD, NEW, hit)
