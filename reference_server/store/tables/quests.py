"""Quests and their steps."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reference_server.store.columns import Id, Owner
from reference_server.store.tables.base import Table


class Quest(Table):
    """A goal with steps. `rev` counts edits, which replace what was; `seq` is the count at the last change of any kind.

    `completed_on` is the person's day of completion, none while a step is open.
    """

    __tablename__ = "quests"
    __table_args__ = (Index("quests_of_a_person_by_seq", "person_id", "seq", unique=True),)

    id: Mapped[Id]
    person_id: Mapped[Owner]
    title: Mapped[str]
    notes: Mapped[str]
    start_date: Mapped[date]
    due_date: Mapped[date | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    seq: Mapped[int]
    steps: Mapped[list["Step"]] = relationship(
        order_by="Step.position", lazy="selectin", cascade="all, delete-orphan", passive_deletes=True
    )
    archived: Mapped[bool] = mapped_column(default=False)
    completed_on: Mapped[date | None] = mapped_column(default=None)
    rewarded_at: Mapped[datetime | None] = mapped_column(default=None)
    rev: Mapped[int] = mapped_column(default=1)


class Step(Table):
    """One step of a quest; `position` counts from 0."""

    __tablename__ = "quest_steps"

    id: Mapped[Id]
    quest_id: Mapped[str] = mapped_column(ForeignKey("quests.id", ondelete="CASCADE"), index=True, init=False)
    position: Mapped[int]
    title: Mapped[str]
    ticked: Mapped[bool] = mapped_column(default=False)
