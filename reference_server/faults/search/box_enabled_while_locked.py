"""The search box can be used while locked."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.box_enabled_while_locked",
    area="search",
    title="The search box can be used while locked",
    symptom="A locked page takes queries that it cannot answer.",
    severity=Severity.MAJOR,
    provenance="https://github.com/laurent22/joplin/issues/15737",
    rows=["L-09", "S-01"],
    kills=["E2-SRCH-04", "E2-SRCH-08"],
)
OLD = "this.#input.disabled = !open;"
NEW = "this.#input.disabled = false;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/box.js."""
    overlay(seams, "search/box.js", OLD, NEW, hit)
