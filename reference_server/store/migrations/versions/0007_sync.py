"""Everything that a person has takes its place in the order of their changes; devices push and are answered once."""

import sqlalchemy as sa
from alembic import op

from reference_server.store.migrations.columns import belonging_to, identifier, instant, number, text

revision = "0007"
down_revision = "0006"

ORDERED = ("quests", "habits", "focus_sessions", "credits")
EDITED = ORDERED[:3]


def upgrade() -> None:
    """Make the tables, and number what is there: by its age, after the changes that are counted already."""
    op.add_column("people", sa.Column("horizon", sa.Integer(), nullable=False, server_default="0"))
    for table in EDITED:
        op.add_column(table, sa.Column("rev", sa.Integer(), nullable=False, server_default="1"))
    for table in ORDERED:
        op.add_column(table, sa.Column("seq", sa.Integer(), nullable=False, server_default="0"))
        _number(table)
        op.create_index(f"{table}_of_a_person_by_seq", table, ["person_id", "seq"], unique=True)
    _make_tables()


def _number(table: str) -> None:
    age = "granted_at" if table == "credits" else "created_at"
    connection = op.get_bind()
    rows = sa.table(table, sa.column("id"), sa.column("person_id"), sa.column("seq"), sa.column(age))
    people = sa.table("people", sa.column("id"), sa.column("seq"))
    next_seq = {row.id: row.seq for row in connection.execute(sa.select(people.c.id, people.c.seq))}
    ordered = sa.select(rows.c.id, rows.c.person_id).order_by(rows.c[age], rows.c.id)
    for row_id, person_id in connection.execute(ordered).all():
        next_seq[person_id] += 1
        connection.execute(sa.update(rows).where(rows.c.id == row_id).values(seq=next_seq[person_id]))
        connection.execute(sa.update(people).where(people.c.id == person_id).values(seq=next_seq[person_id]))


def _make_tables() -> None:
    op.create_table(
        "sync_devices",
        belonging_to("people", "person_id", primary_key=True),
        identifier("device"),
        instant("seen_at"),
        number("last_n"),
        number("cursor"),
    )
    op.create_table(
        "sync_results",
        belonging_to("people", "person_id", primary_key=True),
        identifier("op_id"),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("rev", sa.Integer()),
        sa.Column("seq", sa.Integer()),
        text("problem", nullable=True),
        sa.Column("device", sa.String(64)),
        sa.Column("n", sa.Integer()),
    )
    op.create_index("sync_results_of_a_device", "sync_results", ["person_id", "device", "n"], unique=True)
    op.create_table(
        "tombstones",
        identifier(),
        belonging_to("people", "person_id"),
        sa.Column("kind", sa.String(16), nullable=False),
        number("rev"),
        number("seq"),
        instant("deleted_at"),
    )
    op.create_index("tombstones_of_a_person_by_seq", "tombstones", ["person_id", "seq"], unique=True)
    op.create_table("spent_ids", identifier(), belonging_to("people", "person_id"))
