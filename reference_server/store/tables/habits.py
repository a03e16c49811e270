"""Habits and the days on which they were done."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from reference_server.store.columns import Id, Owner
from reference_server.store.tables.base import Table


class Habit(Table):
    """Something to do every day. `rev` counts edits, `seq` is the count at the last change of any kind."""

    __tablename__ = "habits"
    __table_args__ = (Index("habits_of_a_person_by_seq", "person_id", "seq", unique=True),)

    id: Mapped[Id]
    person_id: Mapped[Owner]
    title: Mapped[str]
    start_date: Mapped[date]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    seq: Mapped[int]
    rev: Mapped[int] = mapped_column(default=1)
    archived: Mapped[bool] = mapped_column(default=False)


class CheckIn(Table):
    """A habit done on a day: the key lets a day count once, whatever happens at the same time."""

    __tablename__ = "check_ins"

    habit_id: Mapped[str] = mapped_column(ForeignKey("habits.id", ondelete="CASCADE"), primary_key=True)
    local_date: Mapped[date] = mapped_column(primary_key=True)
    occurred_at: Mapped[datetime]
