"""Where a person's changes stood at a lock."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; of locks from before nobody has asked."""
    op.add_column("vault_locks", sa.Column("seq", sa.Integer(), nullable=False, server_default="0"))
