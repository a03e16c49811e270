"""Focus sessions."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from reference_server.store.columns import Id, Owner
from reference_server.store.tables.base import Table


class FocusSession(Table):
    """Minutes of work. `elapsed_ms` is the time before `running_since`; `rev` counts edits, `seq` is as for quests."""

    __tablename__ = "focus_sessions"
    __table_args__ = (
        Index(
            "one_open_focus_session_a_person",
            "person_id",
            unique=True,
            sqlite_where=text("state IN ('running', 'paused')"),
            postgresql_where=text("state IN ('running', 'paused')"),
        ),
        Index("focus_sessions_of_a_person_by_seq", "person_id", "seq", unique=True),
    )

    id: Mapped[Id]
    person_id: Mapped[Owner]
    title: Mapped[str]
    planned_minutes: Mapped[int]
    planned_date: Mapped[date]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    seq: Mapped[int]
    rev: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(16), default="planned")
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    running_since: Mapped[datetime | None] = mapped_column(default=None)
    elapsed_ms: Mapped[int] = mapped_column(BigInteger, default=0)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    credited_minutes: Mapped[int] = mapped_column(default=0)
    last_event_at: Mapped[datetime | None] = mapped_column(default=None)
