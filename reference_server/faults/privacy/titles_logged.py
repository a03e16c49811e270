"""Titles of new items are written to the log."""

from collections.abc import Callable

from reference_server import logs
from reference_server.contract.items import Item, ItemDraft
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.items.writing import Writer

FAULT = Fault(
    id="privacy.titles_logged",
    area="privacy",
    title="Titles of new items are written to the log",
    symptom="What was private from the second minute on is in the log since the first.",
    severity=Severity.MAJOR,
    provenance="CWE-532",
    kills=["FE-PRIV-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Log the title of a standard item."""

    @wrap(seams.services.items, "create")
    def create(original: Callable[..., Item], writer: Writer, kind: str, draft: ItemDraft) -> Item:
        if draft.title:
            hit()
            logs.event("item_created", title=draft.title)
        return original(writer, kind, draft)
