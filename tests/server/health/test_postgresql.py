"""PostgreSQL that is down, or does not answer any more, is told by what rests on it, and by nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import make_url

from reference_server.services.health import bounded
from reference_server.settings import Provider, Settings
from tests.server.conftest import Issuers
from tests.server.health.asking import Whole
from tests.server.health.bucket import Bucket
from tests.server.health.relay import Relay, relay
from tests.server.world import URL, World

RESTS_ON_IT = {"database", "migrations", "sync", "ready", "overall"}


@dataclass(frozen=True)
class Remote:
    """A server whose database is at the other end of a line."""

    whole: Whole
    line: Relay


@pytest.fixture
def remote(postgresql: str, store: Bucket, issuers: Issuers) -> Iterator[Remote]:
    url = make_url(postgresql)
    given = {"id": "google", "title": "Google", "issuer": issuers.google, "client_id": "c", "client_secret": "s"}
    with relay(url.host or "", url.port or 0) as line:
        through = url.set(host="127.0.0.1", port=line.port).render_as_string(hide_password=False)
        providers = (Provider.model_validate(given),)
        world = World(Settings(database_url=through, public_url=URL, providers=providers, store=store.settings))
        yield Remote(Whole(world), line)
        world.close()


def test_a_database_that_is_down(remote: Remote) -> None:
    assert remote.whole.failing() == {}
    remote.line.cut()

    failing = remote.whole.failing()

    remote.line.mend()
    assert set(failing) == RESTS_ON_IT
    assert failing["database"] == "the database does not answer (OperationalError)"
    assert remote.whole.failing() == {}


def test_a_database_that_does_not_answer_any_more(remote: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    assert remote.whole.failing() == {}
    monkeypatch.setattr(bounded, "ANSWER_WITHIN_S", 1.5)
    remote.line.hush()

    failing = remote.whole.failing()

    remote.line.speak()
    assert set(failing) == RESTS_ON_IT
    assert failing["database"] == "the database does not answer within 1.5 s"
    assert remote.whole.failing() == {}
