"""Escape clears the query while results are shown."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.escape_clears_at_once",
    area="search",
    title="Escape clears the query while results are shown",
    symptom="Who closes the list loses what was typed.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-SRCH-03"],
)
OLD = '    if (key === "Escape") return () => this.#close();'
NEW = '    if (key === "Escape") return () => this.#clear();'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/box.js."""
    overlay(seams, "search/box.js", OLD, NEW, hit)
