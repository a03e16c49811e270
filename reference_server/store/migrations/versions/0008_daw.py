"""Watchers are paired, and back files up: devices, files, versions, uploads, and objects that are to go."""

import sqlalchemy as sa
from alembic import op

from reference_server.store.migrations.columns import belonging_to, identifier, instant, number, text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables."""
    _make_devices()
    _make_files()
    _make_uploads()


def _make_devices() -> None:
    op.create_table(
        "pairings",
        identifier("code_hash"),
        sa.Column("user_code", sa.String(16), nullable=False, unique=True),
        _word("device_id"),
        text("name"),
        text("platform"),
        text("version"),
        text("public_key"),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
        _word("state", 16),
        instant("polled_at", nullable=True),
    )
    op.create_table(
        "devices",
        identifier(),
        belonging_to("people", "person_id"),
        text("name"),
        text("platform"),
        text("version"),
        _word("kid"),
        instant("paired_at"),
        text("sealed_key", nullable=True),
        sa.Column("secret_hash", sa.String(64), unique=True),
        instant("seen_at", nullable=True),
        instant("revoked_at", nullable=True),
    )


def _make_files() -> None:
    op.create_table(
        "files",
        identifier(),
        belonging_to("people", "person_id"),
        belonging_to("devices", "device_id"),
        number("rev"),
        number("seq"),
        text("meta"),
        number("meta_n"),
        instant("created_at"),
        instant("updated_at"),
        text("filename", nullable=True),
        instant("deleted_at", nullable=True),
    )
    op.create_index("files_of_a_person_by_seq", "files", ["person_id", "seq"], unique=True)
    op.create_index("files_by_change", "files", ["updated_at", "id"])
    op.create_table(
        "file_versions",
        belonging_to("files", "file_id", primary_key=True),
        sa.Column("rev", sa.Integer(), primary_key=True),
        belonging_to("people", "person_id"),
        text("object_key", unique=True),
        sa.Column("ct_size", sa.BigInteger(), nullable=False),
        _word("ct_sha256"),
        _word("kid"),
        text("wrap"),
        text("meta"),
        instant("stored_at"),
    )


def _make_uploads() -> None:
    op.create_table(
        "uploads",
        identifier(),
        belonging_to("people", "person_id"),
        belonging_to("devices", "device_id"),
        _word("op_id"),
        _word("file_id"),
        number("rev"),
        text("object_key", unique=True),
        text("draft"),
        instant("created_at"),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
        _word("state", 16),
        text("parts_id", nullable=True),
        sa.Column("seq", sa.Integer()),
        sa.UniqueConstraint("person_id", "op_id", name="one_upload_an_operation"),
    )
    op.create_table(
        "doomed_objects",
        sa.Column("object_key", sa.String(), primary_key=True),
        instant("until"),
        text("parts_id", nullable=True),
    )


def _word(name: str, length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)
