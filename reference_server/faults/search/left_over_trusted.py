"""What an old index says of an item is never made again."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.left_over_trusted",
    area="search",
    title="What an old index says of an item is never made again",
    symptom="After a reload, changed items are found by what they were.",
    severity=Severity.MAJOR,
    provenance="https://github.com/tutao/tutanota/issues/2453",
    rows=["S-04"],
    kills=["E2-SRCH-01", "E2-SRCH-05"],
)
OLD = "kept.get(id)?.seq !== seq"
NEW = "!kept.has(id)"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/builder.js."""
    overlay(seams, "search/builder.js", OLD, NEW, hit)
