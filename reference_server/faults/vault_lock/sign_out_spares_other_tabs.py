"""Signing out in a locked tab leaves the others open."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.sign_out_spares_other_tabs",
    area="vault_lock",
    title="Signing out in a locked tab leaves the others open",
    symptom="A tab goes on showing what is private after its person has signed out beside it.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["E2-LOCK-09"],
)
OLD = 'if (!wasOpen && reason !== "sign_out") return;'
NEW = "if (!wasOpen) return;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/vault.js."""
    overlay(seams, "vault/vault.js", OLD, NEW, hit)
