"""Tracks and their lessons."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from reference_server.store.columns import Id, Owner
from reference_server.store.tables.base import Table


class Track(Table):
    """Lessons in their order. `rev` counts edits, `seq` is the count at the last change of any kind."""

    __tablename__ = "tracks"
    __table_args__ = (Index("tracks_of_a_person_by_seq", "person_id", "seq", unique=True),)

    id: Mapped[Id]
    person_id: Mapped[Owner]
    title: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    seq: Mapped[int]
    lessons: Mapped[list["Lesson"]] = relationship(
        order_by="Lesson.position", lazy="selectin", cascade="all, delete-orphan", passive_deletes=True
    )
    archived: Mapped[bool] = mapped_column(default=False)
    rev: Mapped[int] = mapped_column(default=1)


class Lesson(Table):
    """One lesson of a track; `position` counts from 0. Completed, it is in a box until it is learned for good."""

    __tablename__ = "lessons"

    id: Mapped[Id]
    track_id: Mapped[str] = mapped_column(ForeignKey("tracks.id", ondelete="CASCADE"), index=True, init=False)
    position: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]
    completed_on: Mapped[date | None] = mapped_column(default=None)
    box: Mapped[int | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
