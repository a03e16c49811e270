"""One of several words is enough."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.any_word_is_enough",
    area="search",
    title="One of several words is enough",
    symptom="Another word brings more results instead of fewer.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-SRCH-02"],
)
OLD = """    const ids = [...first.keys()].filter(
      (id) => rest.every((ids) => ids.has(id)) && !unwanted.some((ids) => ids.has(id)),
    );
"""
NEW = """    const ids = [...new Set([first, ...rest].flatMap((each) => [...each.keys()]))].filter(
      (id) => !unwanted.some((ids) => ids.has(id)),
    );
"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/finder.js."""
    overlay(seams, "search/finder.js", OLD, NEW, hit)
