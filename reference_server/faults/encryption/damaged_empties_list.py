"""One damaged entry empties the list."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.damaged_empties_list",
    area="encryption",
    title="One damaged entry empties the list",
    symptom="Whoever spoils one entry takes all of them away.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-ENCR-02"],
)
OLD = '    this.#show({ title: "This item is damaged", body: "" });'
NEW = """    this.root.parentElement?.replaceChildren();
    this.#show({ title: "This item is damaged", body: "" });"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/item-card.js."""
    overlay(seams, "items/item-card.js", OLD, NEW, hit)
