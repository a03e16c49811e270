"""Past revisions stay when an item is made private."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Item
from reference_server.store.work import Work

FAULT = Fault(
    id="privacy.past_revisions_stay",
    area="privacy",
    title="Past revisions stay when an item is made private",
    symptom="The server still has what the item said before it was encrypted.",
    severity=Severity.CRITICAL,
    provenance="CWE-212",
    kills=["FE-PRIV-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Forget no past."""

    @wrap(seams.services.item_writing, "forget_past")
    def forget_past(_original: Callable[..., None], work: Work, item: Item) -> None:
        if work.revisions.of(item.id):
            hit()
