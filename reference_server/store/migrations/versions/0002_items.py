"""Ideas, infobase and journal: everything in them readable to the server, as privacy modes came later."""

import sqlalchemy as sa
from alembic import op

from reference_server.store.migrations.columns import belonging_to, flag, identifier, instant, number, text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table, and the count of a person's changes."""
    op.add_column("people", sa.Column("seq", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "items",
        identifier(),
        belonging_to("people", "person_id"),
        sa.Column("kind", sa.String(16), nullable=False),
        number("rev"),
        number("seq"),
        text("title", nullable=True),
        text("body", nullable=True),
        flag("deleted"),
        instant("created_at"),
        instant("updated_at"),
    )
    op.create_index("items_of_a_person_by_seq", "items", ["person_id", "seq"], unique=True)
    op.create_index("items_of_a_kind_by_age", "items", ["person_id", "kind", "created_at", "id"])
