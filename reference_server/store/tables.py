"""The tables, as SQLAlchemy maps them; migrations make them, and a test compares the two."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, relationship

from reference_server.store.columns import Hash, Id, Instant, Owner


class Table(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Base of all rows."""

    type_annotation_map: ClassVar[dict[object, object]] = {datetime: Instant}


class Person(Table):
    """Someone who signed in. `email_key` is the form in which addresses are compared."""

    __tablename__ = "people"

    id: Mapped[Id]
    email: Mapped[str]
    email_key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    created_at: Mapped[datetime]
    time_zone: Mapped[str | None] = mapped_column(default=None)


class Identity(Table):
    """How a provider knows a person."""

    __tablename__ = "identities"

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[Owner]


class SignInAttempt(Table):
    """A sign-in that a browser began; it can be finished once, by that browser, until it expires."""

    __tablename__ = "sign_in_attempts"

    state_hash: Mapped[Id]
    browser_hash: Mapped[str] = mapped_column(String(64))
    provider: Mapped[str]
    nonce: Mapped[str]
    verifier: Mapped[str]
    return_to: Mapped[str]
    expires_at: Mapped[datetime]
    spent_at: Mapped[datetime | None] = mapped_column(default=None)


class Session(Table):
    """A browser's session; its cookie is kept hashed."""

    __tablename__ = "sessions"

    id: Mapped[Id]
    person_id: Mapped[Owner]
    secret_hash: Mapped[Hash]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class BearerToken(Table):
    """A token issued from a session, kept hashed."""

    __tablename__ = "bearer_tokens"

    id: Mapped[Id]
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[Owner]
    secret_hash: Mapped[Hash]
    expires_at: Mapped[datetime]


class Quest(Table):
    """A goal with steps. `completed_on` is the person's day of completion, none while a step is open."""

    __tablename__ = "quests"

    id: Mapped[Id]
    person_id: Mapped[Owner]
    title: Mapped[str]
    notes: Mapped[str]
    start_date: Mapped[date]
    due_date: Mapped[date | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    steps: Mapped[list["Step"]] = relationship(
        order_by="Step.position", lazy="selectin", cascade="all, delete-orphan", passive_deletes=True
    )
    archived: Mapped[bool] = mapped_column(default=False)
    completed_on: Mapped[date | None] = mapped_column(default=None)
    rewarded_at: Mapped[datetime | None] = mapped_column(default=None)


class Step(Table):
    """One step of a quest; `position` counts from 0."""

    __tablename__ = "quest_steps"

    id: Mapped[Id]
    quest_id: Mapped[str] = mapped_column(ForeignKey("quests.id", ondelete="CASCADE"), index=True, init=False)
    position: Mapped[int]
    title: Mapped[str]
    ticked: Mapped[bool] = mapped_column(default=False)


class Habit(Table):
    """Something to do every day."""

    __tablename__ = "habits"

    id: Mapped[Id]
    person_id: Mapped[Owner]
    title: Mapped[str]
    start_date: Mapped[date]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    archived: Mapped[bool] = mapped_column(default=False)


class CheckIn(Table):
    """A habit done on a day: the key lets a day count once, whatever happens at the same time."""

    __tablename__ = "check_ins"

    habit_id: Mapped[str] = mapped_column(ForeignKey("habits.id", ondelete="CASCADE"), primary_key=True)
    local_date: Mapped[date] = mapped_column(primary_key=True)
    occurred_at: Mapped[datetime]


class FocusSession(Table):
    """Minutes of work. `elapsed_ms` is the time before `running_since`."""

    __tablename__ = "focus_sessions"
    __table_args__ = (
        Index(
            "one_open_focus_session_a_person",
            "person_id",
            unique=True,
            sqlite_where=text("state IN ('running', 'paused')"),
            postgresql_where=text("state IN ('running', 'paused')"),
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[Owner]
    title: Mapped[str]
    planned_minutes: Mapped[int]
    planned_date: Mapped[date]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16), default="planned")
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    running_since: Mapped[datetime | None] = mapped_column(default=None)
    elapsed_ms: Mapped[int] = mapped_column(BigInteger, default=0)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    credited_minutes: Mapped[int] = mapped_column(default=0)
    last_event_at: Mapped[datetime | None] = mapped_column(default=None)


class Credit(Table):
    """Something earned, once a source; it stays earned when its source is deleted."""

    __tablename__ = "credits"
    __table_args__ = (UniqueConstraint("kind", "source_id", name="one_credit_a_source"),)

    id: Mapped[Id]
    person_id: Mapped[Owner]
    kind: Mapped[str] = mapped_column(String(16))
    source_id: Mapped[str] = mapped_column(String(64))
    amount: Mapped[int]
    local_date: Mapped[date]
    granted_at: Mapped[datetime]
