"""New recovery codes stay on the screen when the vault locks."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.codes_stay",
    area="vault_lock",
    title="New recovery codes stay on the screen when the vault locks",
    symptom="Whoever comes by reads a code that opens the vault.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/clients/issues/183",
    rows=["L-06"],
    kills=["E2-LOCK-07"],
)
OLD = """    if (vault.state !== "unlocked") codes.forget();
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault.js."""
    overlay(seams, "vault.js", OLD, NEW, hit)
