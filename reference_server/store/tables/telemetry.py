"""Telemetry: counts and times by stretch of time, and nothing of what somebody wrote or is called.

A row adds up what happened in the `width` seconds from `at` on, seconds of Unix time. The same facts stand in several
widths, so that a year is read as quickly as an hour.
"""

import sqlalchemy as sa

from reference_server.latency import COLUMNS
from reference_server.store.tables.base import Table

AnyColumn = sa.Column[str] | sa.Column[int] | sa.Column[float]


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(128), primary_key=True) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def _time() -> list[AnyColumn]:
    return [sa.Column("seconds", sa.Float(), nullable=False), *_numbers(*COLUMNS)]


def _added_up(name: str, *columns: AnyColumn) -> sa.Table:
    stretch = [
        sa.Column("width", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger(), primary_key=True, autoincrement=False),
    ]
    # Without row ids, SQLite keeps rows in the order in which they are read: by width and time.
    return sa.Table(name, Table.metadata, *stretch, *columns, sqlite_with_rowid=False)


FEATURE_ENGAGEMENT = _added_up("feature_engagement", *_words("feature"), *_numbers("people", "uses"))
"""Who uses what: `people` are counted once a stretch, `uses` each time."""

REQUEST_STATS = _added_up("request_stats", *_words("route", "method"), *_numbers("requests", "failed"), *_time())
"""Requests by the route's pattern, never by its path; those `failed` that the server is to blame for."""

VAULT_EVENTS = _added_up("vault_events", *_words("event", "result"), *_numbers("events"))

SEARCH_STATS = _added_up("search_stats", *_words("event", "result"), *_numbers("events"), *_time())

WATCHER_EVENTS = _added_up("watcher_events", *_words("event", "result"), *_numbers("events", "bytes"))

ERROR_EVENTS = _added_up("error_events", *_words("problem", "code", "route"), *_numbers("events"))
"""Requests that were refused or failed, by the slug of the problem's type."""

SYNC_EVENTS = _added_up("sync_events", *_words("result", "feature"), *_numbers("events"))
"""What came of operations that devices sent."""

ADDED_UP = (
    FEATURE_ENGAGEMENT,
    REQUEST_STATS,
    VAULT_EVENTS,
    SEARCH_STATS,
    WATCHER_EVENTS,
    ERROR_EVENTS,
    SYNC_EVENTS,
)

PRESENCE = sa.Table(
    "telemetry_presence",
    Table.metadata,
    sa.Column("person_id", sa.String(64), sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("feature", sa.String(128), primary_key=True),
    sa.Column("last_at", sa.BigInteger(), nullable=False),
    sa.Index("presence_by_feature", "feature", "last_at"),
)
"""When each person last used each feature, and no other time: enough to count people, and gone with the person."""

TELEMETRY_RUNS = sa.Table(
    "telemetry_runs",
    Table.metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("stored_at", sa.BigInteger(), nullable=False),
    sa.Column("event_at", sa.BigInteger(), nullable=False),
    sa.Column("lost", sa.BigInteger(), nullable=False),
    sa.Column("lost_at", sa.BigInteger(), nullable=False),
    sa.Column("ended", sa.Boolean(), nullable=False),
    sa.Index("telemetry_runs_by_time", "stored_at"),
)
"""Servers that wrote telemetry: when last, until which fact, how many they had to let go, and when last.

One that is silent and did not end has crashed.
"""
