"""The standard item stays beside the private one."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Item, Person
from reference_server.store.work import Work

FAULT = Fault(
    id="privacy.old_item_stays",
    area="privacy",
    title="The standard item stays beside the private one",
    symptom="An item that was made private can still be read under its old id, and is still shared.",
    severity=Severity.CRITICAL,
    provenance="CWE-212",
    kills=["FE-PRIV-03", "FE-PRIV-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Bury no standard item."""

    @wrap(seams.services.item_writing, "bury")
    def bury(original: Callable[..., None], work: Work, person: Person, item: Item) -> None:
        if item.mode == "private":
            original(work, person, item)
        else:
            hit()
