"""An edited item is still found by its old text."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.old_words_found",
    area="search",
    title="An edited item is still found by its old text",
    symptom="A word that was taken out still leads to the item.",
    severity=Severity.MAJOR,
    provenance="https://github.com/element-hq/element-web/pull/31501",
    rows=["S-03"],
    kills=["E2-SRCH-05"],
)
OLD = "    this.#entries.delete(id);\n    for (const token of tokensOf(entry)) {"
NEW = "    this.#entries.delete(id);\n    for (const token of tokensOf({ ...entry, title: [], body: [] })) {"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/index.js."""
    overlay(seams, "search/index.js", OLD, NEW, hit)
