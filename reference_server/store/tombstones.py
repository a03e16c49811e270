"""What is left of deleted things in the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from reference_server.store.insertion import insert_once
from reference_server.store.ordered import changed
from reference_server.store.tables import Item, SpentId, Tombstone


class Tombstones:
    """Questions about what one person has deleted."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, tombstone: Tombstone) -> None:
        """Leave one."""
        self.session.add(tombstone)

    def find(self, person_id: str, kind: str, item_id: str) -> Tombstone | None:
        """Return what is left of the person's thing of this kind."""
        mine = Tombstone.id == item_id, Tombstone.person_id == person_id, Tombstone.kind == kind
        return self.session.scalar(select(Tombstone).where(*mine))

    def is_spent(self, item_id: str) -> bool:
        """Say whether the id was one of something that was deleted, whoever's; not of an item that left a tombstone."""
        return any(self.session.get(table, item_id) is not None for table in (Tombstone, SpentId))

    def owners_of_older(self, than: datetime) -> set[str]:
        """Return the people who have tombstones from before."""
        left = self.session.scalars(select(Tombstone.person_id).where(Tombstone.deleted_at < than))
        of_items = self.session.scalars(select(Item.person_id).where(Item.deleted.is_(True), Item.updated_at < than))
        return {*left, *of_items}

    def forget_older(self, person_id: str, than: datetime, up_to: int) -> int:
        """Delete a person's tombstones from before, up to a `seq`; return the highest that is gone, 0 for none.

        Their ids stay spent.
        """
        left = (Tombstone.person_id == person_id, Tombstone.deleted_at < than, Tombstone.seq <= up_to)
        of_items = (Item.person_id == person_id, Item.deleted.is_(True), Item.updated_at < than, Item.seq <= up_to)
        highest = 0
        for table, old in ((Tombstone, left), (Item, of_items)):
            for item_id in self.session.scalars(select(table.id).where(*old)).all():
                insert_once(self.session, SpentId, {"id": item_id, "person_id": person_id})
            highest = max(highest, self.session.scalar(select(func.max(table.seq)).where(*old)) or 0)
            self.session.execute(delete(table).where(*old))
        return highest

    def changed(self, person_id: str, since: int, most: int) -> Sequence[Tombstone]:
        """Return what of these changed after `since`, in that order, at most so many."""
        return changed(self.session, Tombstone, person_id, since, most)
