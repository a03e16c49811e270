"""The row of an item that was made private keeps its text."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Item, Person
from reference_server.store.work import Work

FAULT = Fault(
    id="privacy.plaintext_stays_in_row",
    area="privacy",
    title="The row of an item that was made private keeps its text",
    symptom="Deleted for everybody, and readable in every backup of the database.",
    severity=Severity.CRITICAL,
    provenance="CWE-212",
    kills=["FE-PRIV-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Bury the item with its content."""

    @wrap(seams.services.item_writing, "bury")
    def bury(original: Callable[..., None], work: Work, person: Person, item: Item) -> None:
        kept = {name: getattr(item, name) for name in ("title", "body")}
        original(work, person, item)
        if any(kept.values()):
            hit()
        for name, value in kept.items():
            setattr(item, name, value)
