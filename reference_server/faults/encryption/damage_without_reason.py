"""A damaged entry does not say what is wrong with it."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.damage_without_reason",
    area="encryption",
    title="A damaged entry does not say what is wrong with it",
    symptom="Nobody can tell an attack from an old version of the page.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-ENCR-02"],
)
OLD = "`${damage.message} (${this.#item.id})`"
NEW = "`(${this.#item.id})`"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/item-card.js."""
    overlay(seams, "items/item-card.js", OLD, NEW, hit)
