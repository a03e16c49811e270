"""Crypto policies with the first one, and the cohort that a person belongs to."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from reference_server.store.migrations.columns import identifier, instant, number

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table and put policy 1.0.0 into it: AES-256-GCM, and PBKDF2 with the rounds that OWASP asks for."""
    policies = op.create_table(
        "crypto_policies",
        identifier(),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, unique=True),
        sa.Column("status", sa.String(16), nullable=False, index=True),
        sa.Column("algorithm", sa.String(32), nullable=False),
        sa.Column("kdf", sa.String(32), nullable=False),
        number("iterations"),
        number("tag_bits"),
        number("rotate_within_days"),
        sa.Column("audience", sa.String(64), nullable=True, index=True),
        instant("created_at"),
        instant("deprecated_at", nullable=True),
    )
    first = {
        "id": "1.0.0",
        "version": "1.0.0",
        "position": 1,
        "status": "current",
        "algorithm": "AES-256-GCM",
        "kdf": "PBKDF2-HMAC-SHA256",
        "iterations": 600_000,
        "tag_bits": 128,
        "rotate_within_days": 30,
        "created_at": datetime.now(UTC),
    }
    op.bulk_insert(policies, [first])
    op.add_column("people", sa.Column("cohort", sa.String(64), nullable=True))
