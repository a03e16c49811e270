"""Only whole words are found."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.beginnings_not_found",
    area="search",
    title="Only whole words are found",
    symptom="While somebody types there are no results.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-SRCH-02"],
)
OLD = "points.length < SHORTEST_PREFIX ?"
NEW = "points.length <= LONGEST_PREFIX ?"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/finder.js."""
    overlay(seams, "search/finder.js", OLD, NEW, hit)
