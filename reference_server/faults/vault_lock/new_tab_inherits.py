"""A new tab gets the vault's key from the others."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.new_tab_inherits",
    area="vault_lock",
    title="A new tab gets the vault's key from the others",
    symptom="Whoever opens a tab needs no passphrase.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["E2-LOCK-09"],
)
CHANGES = (
    (
        "vault/vault.js",
        """      await this.#enter(view, uvk, locks, !proof);
    } finally {
      wipe(proof, uvk);
""",
        """      this.lent = { view, uvk: uvk.slice() };
      await this.#enter(view, uvk, locks, !proof);
    } finally {
      wipe(proof, uvk);
""",
    ),
    (
        "vault/vault.js",
        """      if (message.kind === "activity") this.#idle.heard(message.at);
""",
        """      if (message.kind === "ask") this.lent && this.#channel.tell({ kind: "lend", ...this.lent });
      else if (message.kind === "lend") void this.#enter(message.view, message.uvk, this.locks);
      else if (message.kind === "activity") this.#idle.heard(message.at);
""",
    ),
    (
        "vault/vault.js",
        """  get state() {
    return this.#standing.state;
""",
        """  get state() {
    if (this.#channel && !this.asked) this.#channel.tell({ kind: (this.asked = "ask") });
    return this.#standing.state;
""",
    ),
)


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/vault.js."""
    for asset, old, new in CHANGES:
        overlay(seams, asset, old, new, hit)
