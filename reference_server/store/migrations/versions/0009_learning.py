"""Tracks of lessons, and where each completed one is on its way through the reviews."""

import sqlalchemy as sa
from alembic import op

from reference_server.store.migrations.columns import belonging_to, day, flag, identifier, instant, number, text

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "tracks",
        identifier(),
        belonging_to("people", "person_id"),
        text("title"),
        instant("created_at"),
        instant("updated_at"),
        number("seq"),
        flag("archived"),
        number("rev"),
    )
    op.create_index("tracks_of_a_person_by_seq", "tracks", ["person_id", "seq"], unique=True)
    op.create_table(
        "lessons",
        identifier(),
        belonging_to("tracks", "track_id"),
        number("position"),
        text("title"),
        text("text"),
        day("completed_on", nullable=True),
        sa.Column("box", sa.Integer()),
        day("due_on", nullable=True),
    )
