"""Migrations make the very schema that the tables describe, on both databases."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from reference_server.seams import default_seams
from reference_server.settings import Settings
from reference_server.store.database import SqlStore, open_engine
from reference_server.store.migrate import head, migrate_to_head
from reference_server.store.tables import Table


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
