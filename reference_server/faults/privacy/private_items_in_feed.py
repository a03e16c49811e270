"""Private items show up in the feed."""

from collections.abc import Callable

from sqlalchemy import select

from reference_server.contract.base import ListQuery
from reference_server.contract.feed import FeedEntry, FeedPage
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Item, Person

FAULT = Fault(
    id="privacy.private_items_in_feed",
    area="privacy",
    title="Private items show up in the feed",
    symptom="Everybody sees who hides how much, and when.",
    severity=Severity.CRITICAL,
    provenance="CWE-359",
    kills=["FE-PRIV-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Put what is private on the first page, without its text."""

    @wrap(seams.services.feed, "listing")
    def listing(original: Callable[[ListQuery], FeedPage], query: ListQuery) -> FeedPage:
        page = original(query)
        private = [] if query.cursor else _private(seams)
        if private:
            hit()
        return page.model_copy(update={"items": [*private, *page.items]})


def _private(seams: Seams) -> list[FeedEntry]:
    wanted = select(Item, Person.name).join(Person, Person.id == Item.person_id)
    with seams.store.begin(write=False) as work:
        rows = work.session.execute(wanted.where(Item.mode == "private", Item.deleted.is_(False))).all()
        return [
            FeedEntry.model_validate(
                {
                    "id": item.id,
                    "t": item.kind,
                    "title": "Private",
                    "body": "",
                    "author": name,
                    "updated_at": item.updated_at,
                }
            )
            for item, name in rows
        ]
