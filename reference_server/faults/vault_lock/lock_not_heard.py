"""A page does not heed a lock that a poll tells of."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.lock_not_heard",
    area="vault_lock",
    title="A page does not heed a lock that a poll tells of",
    symptom="A device that was locked from elsewhere goes on showing everything.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["E2-LOCK-06"],
)
OLD = """    if (this.policies?.adopt(policy)) this.#tell("change");
    this.heedFacts(facts, moment);
"""
NEW = """    if (this.policies?.adopt(policy)) this.#tell("change");
    if (this.state !== "unlocked") this.heedFacts(facts, moment);
"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/vault.js."""
    overlay(seams, "vault/vault.js", OLD, NEW, hit)
