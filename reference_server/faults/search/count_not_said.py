"""Nothing says how many results there are."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.count_not_said",
    area="search",
    title="Nothing says how many results there are",
    symptom="Who does not see the page does not hear that there are results.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-SRCH-03"],
)
OLD = "    if (this.#said.textContent !== text) this.#said.textContent = text;"
NEW = '    if (this.#said.textContent !== "") this.#said.textContent = "";'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter search/box.js."""
    overlay(seams, "search/box.js", OLD, NEW, hit)
