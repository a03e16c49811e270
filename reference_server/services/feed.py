"""The feed: what people share with each other."""

from reference_server.contract.base import ListQuery
from reference_server.contract.feed import FeedEntry, FeedPage
from reference_server.services.gathering import checked_cursor
from reference_server.services.tools import Tools
from reference_server.store import tables


class Feed:
    """Rules about what is shown to everybody."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools

    def listing(self, query: ListQuery) -> FeedPage:
        """Return a part of the shared items of everybody, newest first."""
        with self.tools.store.begin(write=False) as work:
            with checked_cursor():
                page = work.items.shared(query.limit, query.cursor)
            names = work.people.names({item.person_id for item in page.rows})
            # Whoever has no name was erased between the two questions.
            entries = [self.entry(item, names[item.person_id]) for item in page.rows if item.person_id in names]
            return FeedPage(items=entries, next_cursor=page.next_cursor)

    def entry(self, item: tables.Item, author: str) -> FeedEntry:
        """Return what everybody sees of a shared item."""
        return FeedEntry.model_validate(
            {
                "id": item.id,
                "t": item.kind,
                "title": item.title,
                "body": item.body,
                "author": author,
                "updated_at": item.updated_at,
            }
        )
