"""The keys stay in the page's memory after a lock."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.keys_not_dropped",
    area="vault_lock",
    title="The keys stay in the page's memory after a lock",
    symptom="A debugger, or a link to an item, opens what is locked.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/clients/issues/3166",
    rows=["L-11"],
    kills=["E2-LOCK-07"],
)
OLD = """    this.#order.add("keys", () => this.#forgetKeys());
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/vault.js."""
    overlay(seams, "vault/vault.js", OLD, NEW, hit)
