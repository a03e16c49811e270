"""Enter always opens the first result."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.enter_opens_first",
    area="search",
    title="Enter always opens the first result",
    symptom="Somebody chooses one result and gets another.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-SRCH-03"],
)
OLD = "children[Math.max(0, this.#active)]"
NEW = "children[0]"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/box.js."""
    overlay(seams, "search/box.js", OLD, NEW, hit)
