"""Ideas, infobase and journal in the database."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from reference_server.store.insertion import insert_once
from reference_server.store.paging import Page, page
from reference_server.store.tables import Item

ROWS_AT_ONCE = 50
"""Rows that are fetched together where reading may end early: a row can have most of a megabyte."""


class Items:
    """Questions about what one person has written down."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add_once(self, item: Item) -> bool:
        """Store a new item; False when its id is or was another one's, whoever's."""
        columns = Item.__table__.columns.keys()
        return insert_once(self.session, Item, {name: getattr(item, name) for name in columns})

    def find(self, person_id: str, kind: str, item_id: str) -> Item | None:
        """Return the person's item of this kind, deleted or not; None also when it is another person's."""
        return self.session.scalar(
            select(Item).where(Item.id == item_id, Item.person_id == person_id, Item.kind == kind)
        )

    def page(self, person_id: str, kind: str, mode: str | None, limit: int, cursor: str | None) -> Page[Item]:
        """Return a part of the person's items of a kind, of one mode or both, newest first."""
        wanted = select(Item).where(Item.person_id == person_id, Item.kind == kind, Item.deleted.is_(False))
        if mode is not None:
            wanted = wanted.where(Item.mode == mode)
        return page(self.session, wanted, Item, limit, cursor)

    def all(self, person_id: str) -> Sequence[Item]:
        """Return all items of the person, those deleted aside, in the order of their last changes."""
        wanted = select(Item).where(Item.person_id == person_id, Item.deleted.is_(False))
        return self.session.scalars(wanted.order_by(Item.seq)).all()

    def private(self, person_id: str) -> Sequence[Item]:
        """Return the person's private items, those deleted aside."""
        wanted = select(Item).where(Item.person_id == person_id, Item.mode == "private", Item.deleted.is_(False))
        return self.session.scalars(wanted).all()

    def changed(self, person_id: str, since: int, most: int) -> Iterator[Item]:
        """Yield the person's items last changed after `since`, in that order, and what is left of deleted ones."""
        wanted = select(Item).where(Item.person_id == person_id, Item.seq > since)
        with self.session.scalars(
            wanted.order_by(Item.seq).limit(most), execution_options={"yield_per": ROWS_AT_ONCE}
        ) as rows:
            yield from rows

    def shared(self, limit: int, cursor: str | None) -> Page[Item]:
        """Return a part of what everybody shares, newest first."""
        wanted = select(Item).where(Item.shared.is_(True), Item.mode == "standard", Item.deleted.is_(False))
        return page(self.session, wanted, Item, limit, cursor)
