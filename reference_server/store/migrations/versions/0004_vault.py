"""Vaults, and privacy modes: whatever was there before is standard."""

import sqlalchemy as sa
from alembic import op

from reference_server.store.migrations.columns import belonging_to, identifier, instant, number, text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables, and give items a mode."""
    _make_vault()
    _make_recovery()
    _make_privacy()
    _make_rotation()


def _short(name: str, length: int = 64, *, nullable: bool = False, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable, primary_key=primary_key)


def _make_vault() -> None:
    op.create_table(
        "vaults",
        belonging_to("people", "person_id", primary_key=True),
        number("epoch"),
        _short("kid"),
        _short("crypto_policy_version"),
        _short("salt", 32),
        number("iterations"),
        _short("proof_hash"),
        _short("enforce_tier", 16),
        number("auto_lock_minutes"),
        instant("locked_at", nullable=True),
        _short("lock_reason", 16, nullable=True),
        instant("created_at"),
        instant("last_rotated_at", nullable=True),
    )
    op.create_table(
        "vault_locks",
        belonging_to("people", "person_id", primary_key=True),
        _short("op_id", primary_key=True),
        number("epoch"),
        _short("reason", 16),
    )
    op.create_table(
        "vault_grants",
        belonging_to("sessions", "session_id", primary_key=True),
        belonging_to("people", "person_id"),
        number("epoch"),
        number("seconds"),
        instant("expires_at"),
    )
    op.create_table(
        "vault_wraps",
        belonging_to("people", "person_id", primary_key=True),
        _short("kid", primary_key=True),
        _short("by", 16, primary_key=True),
        _short("by_id", primary_key=True),
        _short("pol"),
        _short("iv", 16),
        _short("ct"),
    )
    op.create_table(
        "wrong_guesses",
        belonging_to("people", "person_id", primary_key=True),
        _short("purpose", 16, primary_key=True),
        number("count"),
        instant("first_at"),
        instant("until", nullable=True),
    )


def _make_recovery() -> None:
    op.create_table(
        "recovery_sets",
        belonging_to("people", "person_id", primary_key=True),
        _short("set_id"),
        instant("created_at"),
    )
    op.create_table(
        "recovery_codes",
        belonging_to("people", "person_id", primary_key=True),
        _short("code_id", primary_key=True),
        _short("verifier_hash"),
        _short("state", 16),
        _short("ticket_hash", nullable=True),
        instant("ticket_expires_at", nullable=True),
        _short("ticket_session_id", nullable=True),
    )


def _make_privacy() -> None:
    op.add_column("items", sa.Column("mode", sa.String(16), nullable=False, server_default="standard"))
    op.add_column("items", sa.Column("shared", sa.Boolean(), nullable=False, server_default=sa.false()))
    for column in (text("envelope", nullable=True), _short("kid", nullable=True), _short("pol", nullable=True)):
        op.add_column("items", column)
    op.create_index(
        "shared_items_by_age",
        "items",
        ["created_at", "id"],
        sqlite_where=sa.text("shared IS 1"),
        postgresql_where=sa.text("shared IS TRUE"),
    )
    op.create_table(
        "item_revisions",
        belonging_to("items", "item_id", primary_key=True),
        sa.Column("rev", sa.Integer(), primary_key=True),
        belonging_to("people", "person_id"),
        _short("mode", 16),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False, index=True),
        text("title", nullable=True),
        text("body", nullable=True),
        text("envelope", nullable=True),
    )


def _make_rotation() -> None:
    op.create_table(
        "rotations",
        identifier(),
        belonging_to("people", "person_id"),
        number("epoch"),
        number("seq"),
        _short("kid"),
        _short("pol"),
        instant("created_at"),
    )
    op.create_table(
        "rotation_rewraps",
        belonging_to("rotations", "rotation_id", primary_key=True),
        belonging_to("items", "item_id", primary_key=True),
        number("rev"),
        text("envelope"),
    )
