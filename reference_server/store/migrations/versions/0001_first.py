"""People, sign-in, quests, habits, focus sessions, credits."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _id(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.String(64), primary_key=True)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _of(table: str, name: str, *, primary_key: bool = False) -> sa.Column[str]:
    parent = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.String(64), parent, nullable=False, primary_key=primary_key, index=not primary_key)


def _text(name: str, *, nullable: bool = False, unique: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable, unique=unique)


def _hash(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=False, unique=True)


def _day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def upgrade() -> None:
    """Make all tables."""
    _make_people()
    _make_sign_in()
    _make_quests()
    _make_habits()
    _make_focus()
    _make_credits()


def _make_people() -> None:
    op.create_table(
        "people",
        _id(),
        _text("email"),
        _text("email_key", unique=True),
        _text("name"),
        _text("time_zone", nullable=True),
        _instant("created_at"),
    )
    op.create_table(
        "identities",
        sa.Column("issuer", sa.String(), primary_key=True),
        sa.Column("subject", sa.String(), primary_key=True),
        _of("people", "person_id"),
    )


def _make_sign_in() -> None:
    op.create_table(
        "sign_in_attempts",
        _id("state_hash"),
        sa.Column("browser_hash", sa.String(64), nullable=False),
        _text("provider"),
        _text("nonce"),
        _text("verifier"),
        _text("return_to"),
        _instant("expires_at"),
        _instant("spent_at", nullable=True),
    )
    op.create_table(
        "sessions",
        _id(),
        _of("people", "person_id"),
        _hash("secret_hash"),
        _instant("expires_at"),
        _instant("ended_at", nullable=True),
    )
    op.create_table(
        "bearer_tokens",
        _id(),
        _of("sessions", "session_id"),
        _of("people", "person_id"),
        _hash("secret_hash"),
        _instant("expires_at"),
    )


def _make_quests() -> None:
    op.create_table(
        "quests",
        _id(),
        _of("people", "person_id"),
        _text("title"),
        _text("notes"),
        _day("start_date"),
        _day("due_date", nullable=True),
        _flag("archived"),
        _day("completed_on", nullable=True),
        _instant("rewarded_at", nullable=True),
        _instant("created_at"),
        _instant("updated_at"),
    )
    op.create_table(
        "quest_steps", _id(), _of("quests", "quest_id"), _number("position"), _text("title"), _flag("ticked")
    )


def _make_habits() -> None:
    op.create_table(
        "habits",
        _id(),
        _of("people", "person_id"),
        _text("title"),
        _day("start_date"),
        _flag("archived"),
        _instant("created_at"),
        _instant("updated_at"),
    )
    op.create_table(
        "check_ins",
        _of("habits", "habit_id", primary_key=True),
        sa.Column("local_date", sa.Date(), primary_key=True),
        _instant("occurred_at"),
    )


def _make_focus() -> None:
    op.create_table(
        "focus_sessions",
        _id(),
        _of("people", "person_id"),
        _text("title"),
        _number("planned_minutes"),
        _day("planned_date"),
        sa.Column("state", sa.String(16), nullable=False),
        _instant("started_at", nullable=True),
        _instant("running_since", nullable=True),
        sa.Column("elapsed_ms", sa.BigInteger(), nullable=False),
        _instant("ended_at", nullable=True),
        _number("credited_minutes"),
        _instant("last_event_at", nullable=True),
        _instant("created_at"),
        _instant("updated_at"),
    )
    is_open = sa.text("state IN ('running', 'paused')")
    op.create_index(
        "one_open_focus_session_a_person",
        "focus_sessions",
        ["person_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def _make_credits() -> None:
    op.create_table(
        "credits",
        _id(),
        _of("people", "person_id"),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("source_id", sa.String(64), nullable=False),
        _number("amount"),
        _day("local_date"),
        _instant("granted_at"),
        sa.UniqueConstraint("kind", "source_id", name="one_credit_a_source"),
    )
