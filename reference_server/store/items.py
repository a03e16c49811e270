"""Ideas, infobase and journal in the database."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from reference_server.store.tables import Item


class Items:
    """Questions about what one person has written down."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, item: Item) -> None:
        """Store a new item."""
        self.session.add(item)

    def private(self, person_id: str) -> Sequence[Item]:
        """Return the person's private items, those deleted aside."""
        wanted = select(Item).where(Item.person_id == person_id, Item.mode == "private", Item.deleted.is_(False))
        return self.session.scalars(wanted).all()
