"""A server of which every part can be broken, and what its eight endpoints say."""

from collections.abc import Iterator

import pytest

from reference_server.settings import Provider, Settings
from tests.server.conftest import Issuers
from tests.server.health.asking import Whole
from tests.server.health.bucket import Bucket, bucket
from tests.server.world import URL, World


@pytest.fixture
def store() -> Iterator[Bucket]:
    """An object store whose troubles can be chosen."""
    with bucket() as store:
        yield store


@pytest.fixture
def whole(sqlite: str, store: Bucket, issuers: Issuers) -> Iterator[Whole]:
    """A server with every part that there is."""
    providers = [
        Provider.model_validate({"id": name, "title": name, "issuer": url, "client_id": "c", "client_secret": "s3cr3t"})
        for name, url in (("google", issuers.google), ("microsoft", issuers.microsoft))
    ]
    settings = Settings(database_url=sqlite, public_url=URL, providers=tuple(providers), store=store.settings)
    world = World(settings)
    yield Whole(world)
    world.close()
