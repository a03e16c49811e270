"""Only ideas are searched."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.infobase_not_searched",
    area="search",
    title="Only ideas are searched",
    symptom="An infobase entry is never found.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-SRCH-01", "E2-SRCH-03"],
)
OLD = 'SEARCHED = ["ideas", "infobase"]'
NEW = 'SEARCHED = ["ideas"]'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/finder.js."""
    overlay(seams, "search/finder.js", OLD, NEW, hit)
