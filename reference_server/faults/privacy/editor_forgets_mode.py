"""The editor shows every item as standard."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="privacy.editor_forgets_mode",
    area="privacy",
    title="The editor shows every item as standard",
    symptom="Correcting a word of a private item lays all of it open.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["FE-PRIV-01", "FE-PRIV-02"],
)
OLD = 'this.#switch.checked = item.mode === "private";'
NEW = "this.#switch.checked = false;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/item-form.js."""
    overlay(seams, "items/item-form.js", OLD, NEW, hit)
