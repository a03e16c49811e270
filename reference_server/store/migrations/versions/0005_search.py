"""Tokens of private items' words."""

import sqlalchemy as sa
from alembic import op

from reference_server.store.migrations.columns import belonging_to, number

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "search_tokens",
        belonging_to("items", "item_id", primary_key=True),
        sa.Column("token", sa.String(22), primary_key=True),
        sa.Column("person_id", sa.String(64), sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("search_tokens_of_a_person", "search_tokens", ["person_id", "token"])
    op.create_table(
        "search_token_sets",
        belonging_to("items", "item_id", primary_key=True),
        belonging_to("people", "person_id"),
        sa.Column("kid", sa.String(64), nullable=False),
        number("rev"),
    )
