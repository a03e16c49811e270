"""Results come in an order by chance."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.order_by_chance",
    area="search",
    title="Results come in an order by chance",
    symptom="The same query gives another order each time.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-SRCH-02"],
)
OLD = "return other.inTitle - one.inTitle || other.written"
NEW = "return Math.random() - 0.5 || other.written"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/finder.js."""
    overlay(seams, "search/finder.js", OLD, NEW, hit)
