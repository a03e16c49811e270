"""Servers with a real object store."""

from collections.abc import Iterator

import pytest

from reference_server.settings import ObjectStore, Settings
from tests.server.world import ADMIN, URL, World


@pytest.fixture
def keeping(sqlite: str, object_store: ObjectStore) -> Iterator[World]:
    """A server on SQLite that can store files."""
    world = World(Settings(database_url=sqlite, public_url=URL, admins=(ADMIN,), store=object_store))
    yield world
    world.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_keeping(request: pytest.FixtureRequest, object_store: ObjectStore) -> Iterator[World]:
    """The same on SQLite and on PostgreSQL."""
    database = request.getfixturevalue(request.param)
    world = World(Settings(database_url=database, public_url=URL, admins=(ADMIN,), store=object_store))
    yield world
    world.close()
