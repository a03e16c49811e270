"""Databases, worlds, and real identity providers for the tests of the server."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import create_engine, make_url, text

from reference_server.settings import ObjectStore, Settings
from reference_server.stack.object_store import store
from reference_server.store.migrate import migrate_to_head
from tests.server.world import ADMIN, URL, World

UNASKED = ObjectStore(url="http://127.0.0.1:9", access_key=SecretStr("key"), secret_key=SecretStr("secret"))
"""A store that nobody answers for: addresses can be signed, and that is all."""


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database with the present schema, to be copied."""
    file = tmp_path_factory.mktemp("schema") / "empty.db"
    migrate_to_head(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite(migrated_file: Path, tmp_path: Path) -> str:
    """URL of a SQLite database of the test's own."""
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'passion.db')}"


@pytest.fixture(scope="session")
def postgresql(postgresql_server: str) -> str:
    """URL of a PostgreSQL database with the present schema, shared by tests that each have people of their own."""
    migrate_to_head(postgresql_server)
    return postgresql_server


@pytest.fixture
def empty_postgresql(postgresql_server: str) -> Iterator[str]:
    """URL of a PostgreSQL database without any schema."""
    engine = create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE empty"))
        yield make_url(postgresql_server).set(database="empty").render_as_string(hide_password=False)
        connection.execute(text("DROP DATABASE empty WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(scope="session")
def object_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    """A store that refuses bad signatures."""
    with store(tmp_path_factory.mktemp("objects")) as given:
        yield ObjectStore.model_validate(given)


@contextmanager
def _world(database_url: str, store: ObjectStore | None = None) -> Iterator[World]:
    world = World(Settings(database_url=database_url, public_url=URL, admins=(ADMIN,), store=store))
    yield world
    world.close()


@pytest.fixture
def world(sqlite: str) -> Iterator[World]:
    """A server on SQLite."""
    with _world(sqlite) as world:
        yield world


@pytest.fixture(scope="module")
def shared_world(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A server on SQLite for tests that each bring people of their own."""
    file = shutil.copy(migrated_file, tmp_path_factory.mktemp("shared") / "passion.db")
    with _world(f"sqlite:///{file}", UNASKED) as world:
        yield world


@pytest.fixture(params=["sqlite", "postgresql"])
def any_world(request: pytest.FixtureRequest) -> Iterator[World]:
    """A server on SQLite, and one on PostgreSQL."""
    with _world(request.getfixturevalue(request.param)) as world:
        yield world


@dataclass(frozen=True)
class Issuers:
    """The issuer URLs of two running providers."""

    google: str
    microsoft: str


@pytest.fixture(scope="session")
def issuers() -> Iterator[Issuers]:
    """Two real OpenID providers in a process of their own."""
    command = [sys.executable, "-m", "reference_server.stack.identity", "google", "microsoft"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        ready: dict[str, str] = {}
        while len(ready) < 2:
            said = json.loads(process.stdout.readline())
            if said["state"] == "ready":
                ready[said["provider"]] = said["url"]
        yield Issuers(**ready)
        process.stdin.close()
