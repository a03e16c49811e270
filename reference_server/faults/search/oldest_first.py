"""The oldest results come first."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.oldest_first",
    area="search",
    title="The oldest results come first",
    symptom="What somebody wrote last stands at the end.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-SRCH-02"],
)
OLD = "other.written - one.written"
NEW = "one.written - other.written"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/finder.js."""
    overlay(seams, "search/finder.js", OLD, NEW, hit)
