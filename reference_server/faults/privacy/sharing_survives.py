"""An item that is made private stays marked as shared."""

from collections.abc import Callable

from reference_server.contract.items import ItemDraft
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Item, Person
from reference_server.store.work import Work

FAULT = Fault(
    id="privacy.sharing_survives",
    area="privacy",
    title="An item that is made private stays marked as shared",
    symptom="Its card says shared, and a later change of the feed would lay it open.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-PRIV-03", "FE-PRIV-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Share the private item of every shared one."""
    shared: set[str] = set()

    @wrap(seams.services.item_writing, "bury")
    def bury(original: Callable[..., None], work: Work, person: Person, item: Item) -> None:
        if item.shared:
            shared.add(item.id)
        original(work, person, item)

    @wrap(seams.services.privacy, "successor")
    def successor(original: Callable[..., Item], work: Work, person: Person, item: Item, draft: ItemDraft) -> Item:
        after = original(work, person, item, draft)
        if item.id in shared:
            hit()
            after.shared = True
        return after
