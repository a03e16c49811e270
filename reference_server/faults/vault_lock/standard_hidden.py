"""What is standard is hidden while the vault is locked."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.standard_hidden",
    area="vault_lock",
    title="What is standard is hidden while the vault is locked",
    symptom="Somebody has to unlock to read what was never private.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-LOCK-03"],
)
OLD = """    if (item.mode === "standard") return this.#show(item);
    if (vault.state !== "unlocked") return this.#show({ title: "Private, locked", body: "" });
"""
NEW = """    if (vault.state !== "unlocked") return this.#show({ title: "Private, locked", body: "" });
    if (item.mode === "standard") return this.#show(item);
"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/item-card.js."""
    overlay(seams, "items/item-card.js", OLD, NEW, hit)
