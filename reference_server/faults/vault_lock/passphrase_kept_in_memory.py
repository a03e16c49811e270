"""The passphrase that opened the vault stays in the page's memory after a lock."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.passphrase_kept_in_memory",
    area="vault_lock",
    title="The passphrase that opened the vault stays in the page's memory after a lock",
    symptom="A debugger, or a dump of the browser's memory, has the passphrase.",
    severity=Severity.MAJOR,
    provenance="https://github.com/bitwarden/clients/issues/3166",
    rows=["L-11"],
    kills=["E2-LOCK-07"],
)
OLD = """    const { view, proof, uvk } = await whatOpens(passphrase);
    try {
      await this.#enter("""
NEW = """    this.lastTyped = passphrase;
    const { view, proof, uvk } = await whatOpens(passphrase);
    try {
      await this.#enter("""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/vault.js."""
    overlay(seams, "vault/vault.js", OLD, NEW, hit)
