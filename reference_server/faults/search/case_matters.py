"""Search minds upper and lower case."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.case_matters",
    area="search",
    title="Search minds upper and lower case",
    symptom="Who types in small letters does not find a title.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-SRCH-02", "E2-SRCH-03"],
)
OLD = "return composed.toLowerCase();"
NEW = "return composed;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/words.js."""
    overlay(seams, "search/words.js", OLD, NEW, hit)
