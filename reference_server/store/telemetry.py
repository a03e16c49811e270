"""Telemetry in the database: added to, and added up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from reference_server.store.tables import Device, Person, Table, Vault
from reference_server.store.tables.telemetry import ADDED_UP, PRESENCE, TELEMETRY_RUNS

MOST_NAMED = 1000
"""People that one statement names: SQLite takes 32,766 values, PostgreSQL 65,535."""

Row = Mapping[str, str | int | float]
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Stretch:
    """A time from `since` to before `until`, in seconds of Unix time, as rows of one width have it."""

    width: int
    since: int
    until: int


@dataclass(frozen=True)
class Numbers:
    """How much there is now."""

    people: int
    vaults: int
    watchers: int


class Telemetry:
    """Questions about telemetry."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, table: sa.Table, rows: Sequence[Row]) -> None:
        """Add to what is there already, row by row."""
        if not rows:
            return
        statement = self._insert(table)
        keys = [column.name for column in table.primary_key]
        sums = {
            column.name: column + statement.excluded[column.name] for column in table.columns if column.name not in keys
        }
        self.session.execute(statement.on_conflict_do_update(index_elements=keys, set_=sums), list(rows))

    def sums(
        self,
        table: sa.Table,
        stretch: Stretch,
        *,
        by: Sequence[str] = (),
        over_time: bool = False,
        only: Mapping[str, str] = NOTHING,
    ) -> list[dict[str, int | float | str]]:
        """Return the numbers of a stretch added up, grouped by words, and over time by the part that begins `at`.

        `only` limits them to rows with these words.
        """
        groups = [table.c[name] for name in (*by, "at") if name != "at" or over_time]
        numbers = [column for column in table.columns if not column.primary_key]
        wanted = (
            sa.select(*groups, *[sa.func.sum(column).label(column.name) for column in numbers])
            .where(table.c.width == stretch.width, table.c.at >= stretch.since, table.c.at < stretch.until)
            .where(*[table.c[name] == word for name, word in only.items()])
            .group_by(*groups)
        )
        # PostgreSQL adds whole numbers up to decimal ones, and nothing to nothing.
        counts = {column.name: float if isinstance(column.type, sa.Float) else int for column in numbers}
        return [
            {name: counts[name](value or 0) if name in counts else value for name, value in row.items()}
            for row in self.session.execute(wanted).mappings()
        ]

    def known(self, people: Iterable[str]) -> set[str]:
        """Return those of the people that still exist."""
        named, found = sorted(people), set[str]()
        for start in range(0, len(named), MOST_NAMED):
            wanted = sa.select(Person.id).where(Person.id.in_(named[start : start + MOST_NAMED]))
            found.update(self.session.scalars(wanted))
        return found

    def last_seen(self, people: Iterable[str]) -> dict[tuple[str, str], int]:
        """Return when these people last used each feature."""
        named, found = sorted(people), dict[tuple[str, str], int]()
        for start in range(0, len(named), MOST_NAMED):
            some = named[start : start + MOST_NAMED]
            for row in self.session.execute(sa.select(PRESENCE).where(PRESENCE.c.person_id.in_(some))):
                found[row.person_id, row.feature] = row.last_at
        return found

    def see(self, rows: Sequence[Row]) -> None:
        """Keep when people used features, where that is later than what is known."""
        if not rows:
            return
        statement = self._insert(PRESENCE)
        later = sa.case(
            (statement.excluded.last_at > PRESENCE.c.last_at, statement.excluded.last_at), else_=PRESENCE.c.last_at
        )
        keys = ["person_id", "feature"]
        self.session.execute(statement.on_conflict_do_update(index_elements=keys, set_={"last_at": later}), list(rows))

    def people_since(self, since: int) -> dict[str, int]:
        """Return how many people have used each feature since then."""
        wanted = (
            sa.select(PRESENCE.c.feature, sa.func.count().label("people"))
            .where(PRESENCE.c.last_at >= since)
            .group_by(PRESENCE.c.feature)
        )
        return {row.feature: row.people for row in self.session.execute(wanted)}

    def newcomers(self, since: datetime) -> int:
        """Return how many people have come since then."""
        return self._count(Person, Person.created_at >= since)

    def numbers(self) -> Numbers:
        """Return how many people, vaults and watchers there are now."""
        return Numbers(
            people=self._count(Person),
            vaults=self._count(Vault),
            watchers=self._count(Device, Device.revoked_at.is_(None)),
        )

    def _count(self, table: type[Table], *conditions: sa.ColumnElement[bool]) -> int:
        return self.session.scalar(sa.select(sa.func.count()).select_from(table).where(*conditions)) or 0

    def put_run(self, run: Row) -> None:
        """Keep how far a server has written."""
        statement = self._insert(TELEMETRY_RUNS).values(run)
        self.session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=run))

    def last_event(self) -> int:
        """Return the time of the last fact that was written, 0 when there is none."""
        return self.session.scalar(sa.select(sa.func.max(TELEMETRY_RUNS.c.event_at))) or 0

    def losses(self, since: int, silent_since: int) -> tuple[int, int]:
        """Return facts let go by servers that did so since then, and how many servers crashed.

        A server that did not end has crashed when it has been silent since the second instant.
        """
        crashed = sa.and_(~TELEMETRY_RUNS.c.ended, TELEMETRY_RUNS.c.stored_at < silent_since)
        wanted = sa.select(
            sa.func.coalesce(
                sa.func.sum(sa.case((TELEMETRY_RUNS.c.lost_at >= since, TELEMETRY_RUNS.c.lost), else_=0)), 0
            ),
            sa.func.coalesce(sa.func.sum(sa.case((crashed, 1), else_=0)), 0),
        ).where(TELEMETRY_RUNS.c.stored_at >= since)
        lost, crashes = self.session.execute(wanted).one()
        return int(lost), int(crashes)

    def forget(self, before: Mapping[int, int]) -> None:
        """Delete rows of each width from before its instant, and of servers from before the earliest of these."""
        for table in ADDED_UP:
            for width, instant in before.items():
                self.session.execute(sa.delete(table).where(table.c.width == width, table.c.at < instant))
        earliest = min(before.values())
        self.session.execute(sa.delete(TELEMETRY_RUNS).where(TELEMETRY_RUNS.c.stored_at < earliest))

    def _insert(self, table: sa.Table) -> "postgresql.Insert | sqlite.Insert":
        insert = postgresql.insert if self.session.get_bind().dialect.name == "postgresql" else sqlite.insert
        return insert(table)
