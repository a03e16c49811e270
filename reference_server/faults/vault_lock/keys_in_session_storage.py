"""The vault's key is kept for the next load."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.keys_in_session_storage",
    area="vault_lock",
    title="The vault's key is kept for the next load",
    symptom="Reloading a page opens the vault without its passphrase.",
    severity=Severity.CRITICAL,
    provenance="CWE-922",
    kills=["E2-LOCK-07", "E2-LOCK-09"],
)
CHANGES = (
    (
        "vault/vault.js",
        """      await this.#enter(view, uvk, locks, !proof);
    } finally {
      wipe(proof, uvk);
""",
        """      sessionStorage.setItem("vault", JSON.stringify([...uvk]));
      await this.#enter(view, uvk, locks, !proof);
    } finally {
      wipe(proof, uvk);
""",
    ),
    (
        "vault/vault.js",
        """    this.policies = new PolicyBook(this.memory);
""",
        """    this.policies = new PolicyBook(this.memory);
    const kept = sessionStorage.getItem("vault");
    const view = kept ? await this.load() : null;
    if (view && kept) await this.#enter(view, Uint8Array.from(JSON.parse(kept)), this.locks);
""",
    ),
)


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/vault.js."""
    for asset, old, new in CHANGES:
        overlay(seams, asset, old, new, hit)
