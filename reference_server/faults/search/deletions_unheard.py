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
    kills=["E2-SRCH-05"],
)
OLD = "      if (change.deleted) this.#forget(change.id);\n      else this.#set(change);"
NEW = "      if (!change.deleted) this.#set(change);"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/store.js."""
    overlay(seams, "items/store.js", OLD, NEW, hit)
