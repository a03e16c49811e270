"""Hits in titles do not come first."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.title_hits_not_first",
    area="search",
    title="Hits in titles do not come first",
    symptom="What is called so stands below what only mentions it.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-SRCH-02"],
)
OLD = "return other.inTitle - one.inTitle || other.written"
NEW = "return other.written"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/finder.js."""
    overlay(seams, "search/finder.js", OLD, NEW, hit)
