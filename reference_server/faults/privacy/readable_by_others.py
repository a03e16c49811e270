"""Another person's item is readable by its id."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Item
from reference_server.store.work import Work

FAULT = Fault(
    id="privacy.readable_by_others",
    area="privacy",
    title="Another person's item is readable by its id",
    symptom="Whoever knows an id gets a stranger's ciphertext, or text.",
    severity=Severity.CRITICAL,
    provenance="CWE-639",
    kills=["FE-PRIV-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Look the item up without asking whose it is."""

    @wrap(seams.services.item_writing, "find")
    def find(original: Callable[..., Item], work: Work, person_id: str, kind: str, item_id: str) -> Item:
        item = work.session.get(Item, item_id)
        if item is None or item.deleted or item.person_id == person_id:
            return original(work, person_id, kind, item_id)
        hit()
        return item
