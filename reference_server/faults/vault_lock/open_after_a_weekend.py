"""A vault is still open after a weekend."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.open_after_a_weekend",
    area="vault_lock",
    title="A vault is still open after a weekend",
    symptom="Who opens the lid on Monday needs no passphrase.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/clients/issues/8465",
    rows=["L-03"],
    kills=["E2-LOCK-05"],
)
OLD = "if (now < this.#last) this.#last = now;"
NEW = "if (now < this.#last || now - this.#last > 36 * 60 * MINUTE) this.#last = now;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/idle.js."""
    overlay(seams, "vault/idle.js", OLD, NEW, hit)
