"""Migrations make the very schema that the tables describe, on both databases."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from reference_server.seams import default_seams
from reference_server.settings import Settings
from reference_server.store.database import SqlStore, open_engine
from reference_server.store.migrate import head, migrate, migrate_to_head
from reference_server.store.tables import Table
from tests.server.world import NOON


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a database without any schema."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    url: str = request.getfixturevalue("empty_postgresql")
    return url


def test_migrated_schema_is_what_the_tables_describe(empty: str) -> None:
    migrate_to_head(empty)

    engine = open_engine(empty)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Table.metadata)
    engine.dispose()
    assert differences == []


OLD_PERSON = {"id": "p", "email": "a@b.test", "email_key": "a@b.test", "name": "Alice", "created_at": NOON, "seq": 2}
OLD_ITEM = {"person_id": "p", "rev": 7, "deleted": False, "created_at": NOON, "updated_at": NOON}
OLD_ITEMS = [
    {**OLD_ITEM, "id": "1", "kind": "ideas", "seq": 1, "title": "H\u00f6r\u0308 \u266b", "body": " \U0001f3b5\r\n\t"},
    {**OLD_ITEM, "id": "2", "kind": "journal", "seq": 2, "title": "x" * 200, "body": "\u20ac" * 100_000},
]


def test_items_from_before_privacy_are_standard_and_unchanged(empty: str) -> None:
    """Byte for byte: the texts, the revision, the times and the place in the order of changes."""
    migrate(empty, "0002")
    store = SqlStore(empty)
    with store.begin() as work:
        for table, rows in (("people", [OLD_PERSON]), ("items", OLD_ITEMS)):
            names = ", ".join(rows[0])
            places = ", ".join(f":{name}" for name in rows[0])
            work.session.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), rows)  # noqa: S608
        before = [tuple(row) for row in work.session.execute(text("SELECT * FROM items ORDER BY id"))]
    store.close()

    migrate_to_head(empty)

    with store.begin(write=False) as work:
        after = [tuple(row) for row in work.session.execute(text("SELECT * FROM items ORDER BY id"))]
        items = [work.items.find("p", str(old["kind"]), str(old["id"])) for old in OLD_ITEMS]
    store.close()
    assert [row[: len(before[0])] for row in after] == before
    for old, item in zip(OLD_ITEMS, items, strict=True):
        assert item is not None
        assert {name: getattr(item, name) for name in old} == old
        assert (item.mode, item.shared, item.envelope, item.kid, item.pol) == ("standard", False, None, None, None)


OLD_QUEST = {"person_id": "p", "title": "Mix", "notes": "", "start_date": "2025-03-30", "archived": False}
OLD_CREDIT = {"person_id": "p", "kind": "reward_points", "amount": 10, "local_date": "2025-03-30", "granted_at": NOON}


def test_what_was_there_before_sync_takes_its_place_after_the_changes_that_were_counted(empty: str) -> None:
    """The older first, no number twice, and devices that have heard of all items hear of all the rest."""
    migrate(empty, "0006")
    store = SqlStore(empty)
    times = [{"created_at": NOON - timedelta(days=age), "updated_at": NOON} for age in (1, 2)]
    quests = [{**OLD_QUEST, "id": key, **time} for key, time in zip("ab", times, strict=True)]
    earned = [{**OLD_CREDIT, "id": "c", "source_id": "a"}]
    with store.begin() as work:
        for table, rows in (("people", [OLD_PERSON]), ("quests", quests), ("credits", earned)):
            names = ", ".join(rows[0])
            places = ", ".join(f":{name}" for name in rows[0])
            work.session.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), rows)  # noqa: S608
    store.close()

    migrate_to_head(empty)

    with store.begin(write=False) as work:
        told = [(row.id, row.seq) for row in work.quests.changed("p", 2, 9)]
        told += [(row.id, row.seq) for row in work.credits.changed("p", 2, 9)]
        person = work.people.find("p")
    store.close()
    assert told == [("b", 3), ("a", 4), ("c", 5)]
    assert person is not None
    assert (person.seq, person.horizon) == (5, 0)


def test_migrating_again_changes_nothing(empty: str) -> None:
    migrate_to_head(empty)
    migrate_to_head(empty)

    store = SqlStore(empty)
    assert store.revision() == head()
    store.close()


def test_servers_that_start_at_once_queue_up(empty: str) -> None:
    program = f"from reference_server.store.migrate import migrate_to_head; migrate_to_head({empty!r})"
    servers = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(2)]

    assert [server.wait(30) for server in servers] == [0, 0]

    store = SqlStore(empty)
    assert store.revision() == head()
    store.close()


def test_health_tells_a_database_that_was_never_migrated(empty: str) -> None:
    seams = default_seams(Settings(database_url=empty))

    before = seams.services.health.judge("database", "migrations")
    migrate_to_head(empty)
    after = seams.services.health.judge("database", "migrations")

    seams.store.close()
    assert before.status == "failing"
    assert before.reason == f"the database is at migration None, this server needs {head()}"
    assert (after.status, [check.name for check in after.checks]) == ("ok", ["database", "migrations"])


def test_health_tells_a_database_that_does_not_answer() -> None:
    seams = default_seams(Settings(database_url="postgresql://nobody@127.0.0.1:1/none"))

    assert seams.services.health.judge("database").reason == "the database does not answer (OperationalError)"
    assert seams.services.health.judge().status == "ok"
