"""Lists come two items at a time."""

from collections.abc import Callable
from datetime import date

from reference_server.contract.base import ListQuery
from reference_server.contract.feed import FeedPage
from reference_server.contract.files import Files, FilesQuery
from reference_server.contract.focus import FocusPage
from reference_server.contract.habits import HabitPage, HabitQuery
from reference_server.contract.items import ItemPage, ItemQuery
from reference_server.contract.learning import TrackPage
from reference_server.contract.quests import QuestPage
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.daw.files import Reader

FAULT = Fault(
    id="benign.small_pages",
    area="benign",
    title="Lists come two items at a time",
    symptom="A server may give fewer items a page than were asked for.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)
PAGE_SIZE = 2


def apply(seams: Seams, hit: Hit) -> None:
    """Give at most two items a page."""
    for service in (seams.services.quests, seams.services.focus, seams.services.tracks):
        _cut(service, hit)

    @wrap(seams.services.habits, "listing")
    def habits(original: Callable[..., HabitPage], person_id: str, query: HabitQuery, day: date) -> HabitPage:
        page = original(person_id, query.model_copy(update={"limit": PAGE_SIZE}), day)
        if page.next_cursor:
            hit()
        return page

    @wrap(seams.services.items, "listing")
    def items(original: Callable[..., ItemPage], person_id: str, kind: str, query: ItemQuery) -> ItemPage:
        page = original(person_id, kind, query.model_copy(update={"limit": PAGE_SIZE}))
        if page.next_cursor:
            hit()
        return page

    @wrap(seams.services.feed, "listing")
    def feed(original: Callable[[ListQuery], FeedPage], query: ListQuery) -> FeedPage:
        page = original(query.model_copy(update={"limit": PAGE_SIZE}))
        if page.next_cursor:
            hit()
        return page

    @wrap(seams.services.files, "listing")
    def files(original: Callable[[Reader, FilesQuery], Files], reader: Reader, query: FilesQuery) -> Files:
        page = original(reader, query.model_copy(update={"limit": PAGE_SIZE}))
        if page.before is not None:
            hit()
        return page


def _cut(service: object, hit: Hit) -> None:
    @wrap(service, "listing")
    def listing(
        original: Callable[..., QuestPage | FocusPage | TrackPage], person_id: str, query: ListQuery
    ) -> QuestPage | FocusPage | TrackPage:
        page = original(person_id, query.model_copy(update={"limit": PAGE_SIZE}))
        if page.next_cursor:
            hit()
        return page
