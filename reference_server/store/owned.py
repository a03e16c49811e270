"""What is asked of every kind of thing that is planned or learned."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from reference_server.store.insertion import add_once
from reference_server.store.ordered import changed
from reference_server.store.paging import Page, page
from reference_server.store.tables import FocusSession, Habit, Quest, Track

Row = TypeVar("Row", Quest, Habit, FocusSession, Track)


class Owned(Generic[Row]):
    """Questions about one person's things of a kind at a time."""

    table: type[Row]

    def __init__(self, session: Session) -> None:
        self.session = session

    def add_once(self, row: Row) -> bool:
        """Store a new one with all that hangs on it; False when one of the ids is in use, whoever's."""
        return add_once(self.session, row)

    def keep_once(self) -> bool:
        """Write what was changed; False when the id of a new part is in use, whoever's: then nothing of it is kept."""
        try:
            self.session.flush()
        except IntegrityError:
            return False
        return True

    def find(self, person_id: str, row_id: str) -> Row | None:
        """Return the person's own; None also when it is another person's."""
        return self.session.scalar(select(self.table).where(self.table.id == row_id, self.table.person_id == person_id))

    def all(self, person_id: str) -> Sequence[Row]:
        """Return all of the person's, newest first."""
        wanted = select(self.table).where(self.table.person_id == person_id)
        return self.session.scalars(wanted.order_by(self.table.created_at.desc(), self.table.id.desc())).all()

    def part(self, person_id: str, limit: int, cursor: str | None, *such: ColumnElement[bool]) -> Page[Row]:
        """Return a part of the person's that are such, newest first."""
        wanted = select(self.table).where(self.table.person_id == person_id, *such)
        return page(self.session, wanted, self.table, limit, cursor)

    def oldest_first(self, person_id: str, *such: ColumnElement[bool]) -> Sequence[Row]:
        """Return the person's that are such, oldest first."""
        wanted = select(self.table).where(self.table.person_id == person_id, *such)
        return self.session.scalars(wanted.order_by(self.table.created_at, self.table.id)).all()

    def delete(self, row: Row) -> None:
        """Delete one with all that hangs on it."""
        self.session.delete(row)

    def changed(self, person_id: str, since: int, most: int) -> Sequence[Row]:
        """Return what of the person's changed after `since`, in that order, at most so many."""
        return changed(self.session, self.table, person_id, since, most)
