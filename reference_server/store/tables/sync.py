"""Devices that sync, what came of their operations, and what is left of things that were deleted."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from reference_server.store.columns import Id, Instant, Owner
from reference_server.store.tables.base import Table


class SyncDevice(Table):
    """A browser or program with a queue: `last_n` is its last operation, `cursor` the change it last asked from."""

    __tablename__ = "sync_devices"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    device: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime]
    last_n: Mapped[int] = mapped_column(default=0)
    cursor: Mapped[int] = mapped_column(default=0)


class SyncResult(Table):
    """What came of an operation, whichever way it came. Nothing of its content, but for why it was refused."""

    __tablename__ = "sync_results"
    __table_args__ = (Index("sync_results_of_a_device", "person_id", "device", "n", unique=True),)

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    op_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    item_id: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    rev: Mapped[int | None] = mapped_column(default=None)
    seq: Mapped[int | None] = mapped_column(default=None)
    problem: Mapped[str | None] = mapped_column(default=None)
    device: Mapped[str | None] = mapped_column(String(64), default=None)
    n: Mapped[int | None] = mapped_column(default=None)


class Tombstone(Table):
    """What is left of a deleted quest, habit, focus session or track; items keep theirs among themselves."""

    __tablename__ = "tombstones"
    __table_args__ = (Index("tombstones_of_a_person_by_seq", "person_id", "seq", unique=True),)

    id: Mapped[Id]
    person_id: Mapped[Owner]
    kind: Mapped[str] = mapped_column(String(16))
    rev: Mapped[int]
    seq: Mapped[int]
    deleted_at: Mapped[datetime]


class SpentId(Table):
    """An id of which not even the tombstone is left: it is never used again."""

    __tablename__ = "spent_ids"

    id: Mapped[Id]
    person_id: Mapped[Owner]
