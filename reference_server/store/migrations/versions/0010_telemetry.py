"""Telemetry: what happened, added up by stretches of time; when people last used what; servers that wrote it."""

import sqlalchemy as sa
from alembic import op

from reference_server.store.migrations.columns import identifier

revision = "0010"
down_revision = "0009"

EDGES = (
    *(f"le_{milliseconds}_ms" for milliseconds in (5, 10, 25, 50, 100, 200, 300, 500, 1000, 2500, 5000, 10_000)),
    "slower",
)


def upgrade() -> None:
    """Make the tables."""
    _added_up("feature_engagement", ["feature"], ["people", "uses"])
    _added_up("request_stats", ["route", "method"], ["requests", "failed"], timed=True)
    _added_up("vault_events", ["event", "result"], ["events"])
    _added_up("search_stats", ["event", "result"], ["events"], timed=True)
    _added_up("watcher_events", ["event", "result"], ["events", "bytes"])
    _added_up("error_events", ["problem", "code", "route"], ["events"])
    _added_up("sync_events", ["result", "feature"], ["events"])
    op.create_table(
        "telemetry_presence",
        sa.Column("person_id", sa.String(64), sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("feature", sa.String(128), primary_key=True),
        _number("last_at"),
    )
    op.create_index("presence_by_feature", "telemetry_presence", ["feature", "last_at"])
    op.create_table(
        "telemetry_runs",
        identifier(),
        _number("stored_at"),
        _number("event_at"),
        _number("lost"),
        _number("lost_at"),
        sa.Column("ended", sa.Boolean(), nullable=False),
    )
    op.create_index("telemetry_runs_by_time", "telemetry_runs", ["stored_at"])


def _added_up(name: str, words: list[str], numbers: list[str], *, timed: bool = False) -> None:
    seconds = [sa.Column("seconds", sa.Float(), nullable=False)] if timed else []
    op.create_table(
        name,
        sa.Column("width", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger(), primary_key=True, autoincrement=False),
        *[sa.Column(word, sa.String(128), primary_key=True) for word in words],
        *map(_number, numbers),
        *seconds,
        *[_number(edge) for edge in EDGES if timed],
        sqlite_with_rowid=False,
    )


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)
