"""A second window keeps the vault open."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.window_keeps_others_open",
    area="vault_lock",
    title="A second window keeps the vault open",
    symptom="With two windows of one browser the vault never locks itself.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/clients/issues/1221",
    rows=["L-01"],
    kills=["E2-LOCK-05"],
)
OLD = """  #tick() {
    this.check();
"""
NEW = """  #tick() {
    this.check();
    if (this.#timer !== undefined) this.#actions.share(Date.now());
"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/idle.js."""
    overlay(seams, "vault/idle.js", OLD, NEW, hit)
