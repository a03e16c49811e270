"""The feed keeps a withdrawn item until the next start."""

from collections.abc import Callable

from reference_server.contract.base import ListQuery
from reference_server.contract.feed import FeedEntry, FeedPage
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Item

FAULT = Fault(
    id="privacy.feed_from_memory",
    area="privacy",
    title="The feed keeps a withdrawn item until the next start",
    symptom="Somebody makes a shared idea private, and everybody goes on reading it.",
    severity=Severity.CRITICAL,
    provenance="CWE-524",
    kills=["FE-PRIV-03", "FE-PRIV-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Keep every entry that was ever shown."""
    kept: dict[str, FeedEntry] = {}

    @wrap(seams.services.feed, "listing")
    def listing(original: Callable[[ListQuery], FeedPage], query: ListQuery) -> FeedPage:
        page = original(query)
        gone = [] if query.cursor else [entry for item_id, entry in kept.items() if not _is_shared(seams, item_id)]
        kept.update({entry.id: entry for entry in page.items})
        if gone:
            hit()
        return page.model_copy(update={"items": [*page.items, *gone]})


def _is_shared(seams: Seams, item_id: str) -> bool:
    with seams.store.begin(write=False) as work:
        item = work.session.get(Item, item_id)
        return item is not None and item.shared
