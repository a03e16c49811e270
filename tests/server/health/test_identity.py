"""A provider that is down, hangs, or answers as somebody else is told; the other one is asked all the same."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from reference_server.services.health import bounded
from reference_server.settings import Provider, Settings
from tests.server.health.asking import Whole
from tests.server.health.bucket import Bucket
from tests.server.world import URL, World

ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Issuer(ThreadingHTTPServer):
    """A provider's discovery, and nothing else."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Discovery)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.status = 200
        self.said: dict[str, str] = {"issuer": self.url, **dict.fromkeys(ENDPOINTS, self.url)}
        self.may_answer = threading.Event()
        self.may_answer.set()

    def handle_error(self, *_: object) -> None:
        """Say nothing: who asked did not wait for the answer."""


class _Discovery(BaseHTTPRequestHandler):
    server: Issuer

    def do_GET(self) -> None:
        self.server.may_answer.wait(20)
        content = json.dumps(self.server.said).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with Issuer() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.may_answer.set()
        server.shutdown()


@pytest.fixture
def served(sqlite: str, store: Bucket, issuer: Issuer) -> Iterator[Whole]:
    given = {"id": "ours", "title": "Ours", "issuer": issuer.url, "client_id": "c", "client_secret": "s3cr3t"}
    providers = (Provider.model_validate(given),)
    world = World(Settings(database_url=sqlite, public_url=URL, providers=providers, store=store.settings))
    yield Whole(world)
    world.close()


def test_a_provider_that_answers_as_somebody_else(served: Whole, issuer: Issuer) -> None:
    assert served.failing() == {}
    issuer.said["issuer"] = "https://somebody.else.test"

    failing = served.failing()

    issuer.said["issuer"] = issuer.url
    assert failing == dict.fromkeys(("identity", "overall"), "ours: discovery names another issuer")
    assert served.failing() == {}


def test_a_provider_that_is_down(served: Whole, issuer: Issuer) -> None:
    assert served.failing() == {}
    issuer.status = 502

    failing = served.failing()

    issuer.status = 200
    assert failing == dict.fromkeys(("identity", "overall"), "ours: HTTPStatusError")
    assert served.failing() == {}


def test_a_provider_that_cannot_sign_anybody_in(served: Whole, issuer: Issuer) -> None:
    token_endpoint = issuer.said.pop("token_endpoint")

    failing = served.failing()

    issuer.said["token_endpoint"] = token_endpoint
    assert failing == dict.fromkeys(("identity", "overall"), "ours: discovery lacks 'token_endpoint'")
    assert served.failing() == {}


def test_a_provider_that_hangs(served: Whole, issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert served.failing() == {}
    monkeypatch.setattr(bounded, "ANSWER_WITHIN_S", 1.5)
    issuer.may_answer.clear()

    failing = served.failing()

    issuer.may_answer.set()
    assert set(failing) == {"identity", "overall"}
    assert failing["identity"] == "the provider ours does not answer within 1.5 s"
    assert served.failing() == {}
