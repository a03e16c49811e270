"""Dialogs stay open after a lock, with the passphrases typed in them."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.secrets_stay_typed",
    area="vault_lock",
    title="Dialogs stay open after a lock, with the passphrases typed in them",
    symptom="Whoever comes by has the passphrase.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/web/issues/535",
    rows=["L-10"],
    kills=["E2-LOCK-07"],
)
OLD = """  vault.onLock("view", clearView);
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/presence.js."""
    overlay(seams, "vault/presence.js", OLD, NEW, hit)
