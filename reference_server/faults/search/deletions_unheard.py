"""A deletion on another device is not heard of."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="search.deletions_unheard",
    area="search",
    title="A deletion on another device is not heard of",
    symptom="What was deleted elsewhere is found until the next sign-in.",
    severity=Severity.MAJOR,
    provenance="https://github.com/SpiderOak/Encryptr/issues/176",
    rows=["S-06"],
    kills=["E2-SRCH-05"],
)
OLD = "changes.filter(({ id, seq }) => !this.#gone.has(id)"
NEW = "changes.filter(({ id, seq, deleted }) => !deleted && !this.#gone.has(id)"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/store.js."""
    overlay(seams, "items/store.js", OLD, NEW, hit)
