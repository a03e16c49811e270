"""The editor takes blanks off the ends of a text."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="privacy.text_trimmed_in_editor",
    area="privacy",
    title="The editor takes blanks off the ends of a text",
    symptom="Whoever opens and saves an old item loses its last lines.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-PRIV-06"],
)
OLD = 'this.#control("body").value = body;'
NEW = 'this.#control("body").value = body.trim();'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/item-form.js."""
    overlay(seams, "items/item-form.js", OLD, NEW, hit)
