"""A locked item still shows its title."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.title_stays",
    area="vault_lock",
    title="A locked item still shows its title",
    symptom="Whoever passes by reads the titles of what is private.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/clients/issues/183",
    rows=["L-06"],
    kills=["E2-LOCK-05", "E2-LOCK-06", "E2-LOCK-07"],
)
OLD = 'this.#show({ title: "Private, locked", body: "" });'
NEW = 'this.#show({ title: this.root.ariaLabel || "Private, locked", body: "" });'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/item-card.js."""
    overlay(seams, "items/item-card.js", OLD, NEW, hit)
