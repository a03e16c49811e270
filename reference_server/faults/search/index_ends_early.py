"""Only 500 items are indexed."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.index_ends_early",
    area="search",
    title="Only 500 items are indexed",
    symptom="Of many items the older ones are never found.",
    severity=Severity.MAJOR,
    provenance="https://github.com/tutao/tutanota/issues/2453",
    rows=["S-04"],
    kills=["E2-SRCH-06"],
)
OLD = "store.of(...SEARCHED);"
NEW = "store.of(...SEARCHED).slice(0, 500);"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/search.js."""
    overlay(seams, "search/search.js", OLD, NEW, hit)
