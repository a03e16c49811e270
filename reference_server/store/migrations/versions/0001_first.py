"""People, sign-in, quests, habits, focus sessions, credits."""

import sqlalchemy as sa
from alembic import op

from reference_server.store.migrations.columns import belonging_to, day, flag, hashed, identifier, instant, number, text

revision = "0001"
down_revision = None


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
        identifier(),
        text("email"),
        text("email_key", unique=True),
        text("name"),
        text("time_zone", nullable=True),
        instant("created_at"),
    )
    op.create_table(
        "identities",
        sa.Column("issuer", sa.String(), primary_key=True),
        sa.Column("subject", sa.String(), primary_key=True),
        belonging_to("people", "person_id"),
    )


def _make_sign_in() -> None:
    op.create_table(
        "sign_in_attempts",
        identifier("state_hash"),
        sa.Column("browser_hash", sa.String(64), nullable=False),
        text("provider"),
        text("nonce"),
        text("verifier"),
        text("return_to"),
        instant("expires_at"),
        instant("spent_at", nullable=True),
    )
    op.create_table(
        "sessions",
        identifier(),
        belonging_to("people", "person_id"),
        hashed("secret_hash"),
        instant("expires_at"),
        instant("ended_at", nullable=True),
    )
    op.create_table(
        "bearer_tokens",
        identifier(),
        belonging_to("sessions", "session_id"),
        belonging_to("people", "person_id"),
        hashed("secret_hash"),
        instant("expires_at"),
    )


def _make_quests() -> None:
    op.create_table(
        "quests",
        identifier(),
        belonging_to("people", "person_id"),
        text("title"),
        text("notes"),
        day("start_date"),
        day("due_date", nullable=True),
        flag("archived"),
        day("completed_on", nullable=True),
        instant("rewarded_at", nullable=True),
        instant("created_at"),
        instant("updated_at"),
    )
    op.create_table(
        "quest_steps",
        identifier(),
        belonging_to("quests", "quest_id"),
        number("position"),
        text("title"),
        flag("ticked"),
    )


def _make_habits() -> None:
    op.create_table(
        "habits",
        identifier(),
        belonging_to("people", "person_id"),
        text("title"),
        day("start_date"),
        flag("archived"),
        instant("created_at"),
        instant("updated_at"),
    )
    op.create_table(
        "check_ins",
        belonging_to("habits", "habit_id", primary_key=True),
        sa.Column("local_date", sa.Date(), primary_key=True),
        instant("occurred_at"),
    )


def _make_focus() -> None:
    op.create_table(
        "focus_sessions",
        identifier(),
        belonging_to("people", "person_id"),
        text("title"),
        number("planned_minutes"),
        day("planned_date"),
        sa.Column("state", sa.String(16), nullable=False),
        instant("started_at", nullable=True),
        instant("running_since", nullable=True),
        sa.Column("elapsed_ms", sa.BigInteger(), nullable=False),
        instant("ended_at", nullable=True),
        number("credited_minutes"),
        instant("last_event_at", nullable=True),
        instant("created_at"),
        instant("updated_at"),
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
        identifier(),
        belonging_to("people", "person_id"),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("source_id", sa.String(64), nullable=False),
        number("amount"),
        day("local_date"),
        instant("granted_at"),
        sa.UniqueConstraint("kind", "source_id", name="one_credit_a_source"),
    )
