"""A page's own polls count as activity."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.polls_are_activity",
    area="vault_lock",
    title="A page's own polls count as activity",
    symptom="The vault never locks itself.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["E2-LOCK-05"],
)
OLD = """  heed({ vault: facts, policy }, moment) {
"""
NEW = """  heed({ vault: facts, policy }, moment) {
    this.#idle.heard(Date.now());
"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/vault.js."""
    overlay(seams, "vault/vault.js", OLD, NEW, hit)
