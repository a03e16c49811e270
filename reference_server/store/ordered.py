"""Rows in the order of a person's changes."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from reference_server.store.tables import Credit, FocusSession, Habit, Quest, Tombstone, Track

Row = TypeVar("Row", Quest, Habit, FocusSession, Track, Credit, Tombstone)


def changed(session: Session, table: type[Row], person_id: str, since: int, most: int) -> Sequence[Row]:
    """Return the person's rows last changed after `since`, in that order, at most so many."""
    wanted = select(table).where(table.person_id == person_id, table.seq > since)
    return session.scalars(wanted.order_by(table.seq).limit(most)).all()
