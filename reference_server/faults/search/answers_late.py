"""Each query waits for 400 ms."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.answers_late",
    area="search",
    title="Each query waits for 400 ms",
    symptom="Search lags behind the typing.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-SRCH-06"],
)
OLD = "const results = await search.find(terms, others);"
NEW = "const results = await new Promise((late) => setTimeout(late, 400)).then(() => search.find(terms, others));"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/box.js."""
    overlay(seams, "search/box.js", OLD, NEW, hit)
