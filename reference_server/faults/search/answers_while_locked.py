"""The index in memory answers after a lock."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.answers_while_locked",
    area="search",
    title="The index in memory answers after a lock",
    symptom="A program in the page learns what is found.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/laurent22/joplin/issues/15737",
    kills=["E2-SRCH-04"],
)
OLD = "this.#life = this.#db = this.#finder = this.#tokens = undefined;"
NEW = "this.#life = this.#db = undefined;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/search.js."""
    overlay(seams, "search/search.js", OLD, NEW, hit)
