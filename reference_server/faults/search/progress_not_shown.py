"""Nothing shows that the index is being built."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.progress_not_shown",
    area="search",
    title="Nothing shows that the index is being built",
    symptom="Who searches at once takes few results for all.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-SRCH-01"],
)
OLD = 'hidden = state !== "building" || total === 0;'
NEW = "hidden = true;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/box.js."""
    overlay(seams, "search/box.js", OLD, NEW, hit)
