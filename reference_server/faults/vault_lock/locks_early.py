"""The vault locks itself two seconds early."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.locks_early",
    area="vault_lock",
    title="The vault locks itself two seconds early",
    symptom="Who comes back in time needs the passphrase all the same.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-LOCK-05"],
)
OLD = "return this.#last + this.#minutes() * MINUTE;"
NEW = "return this.#last + this.#minutes() * MINUTE - 2 * TICK;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/idle.js."""
    overlay(seams, "vault/idle.js", OLD, NEW, hit)
