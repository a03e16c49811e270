"""Results stay in the page after a lock."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.results_stay_at_lock",
    area="search",
    title="Results stay in the page after a lock",
    symptom="Whoever comes by reads what was found.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/laurent22/joplin/issues/15737",
    rows=["S-01"],
    kills=["E2-SRCH-04", "E2-SRCH-08"],
)
OLD = """    if (!open) this.#empty();
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/box.js."""
    overlay(seams, "search/box.js", OLD, NEW, hit)
