"""The row of an item that was made standard keeps its envelope."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Item, Person
from reference_server.store.work import Work

FAULT = Fault(
    id="privacy.envelope_stays_in_row",
    area="privacy",
    title="The row of an item that was made standard keeps its envelope",
    symptom="A withdrawn ciphertext waits for the day that its key is found.",
    severity=Severity.MAJOR,
    provenance="CWE-212",
    kills=["FE-PRIV-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Bury the item with its content."""

    @wrap(seams.services.item_writing, "bury")
    def bury(original: Callable[..., None], work: Work, person: Person, item: Item) -> None:
        kept = {name: getattr(item, name) for name in ("envelope", "kid", "pol")}
        original(work, person, item)
        if any(kept.values()):
            hit()
        for name, value in kept.items():
            setattr(item, name, value)
