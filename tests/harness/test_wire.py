"""The fault proxy does what its rules say, counts it, and lets everything else through."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from fixtures.api.http import new_http
from fixtures.eventually import eventually
from fixtures.target.profiles import Profile, Target
from fixtures.wire import FaultProxy, WireUnsupported

LONG = 30


class _Origin(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.received: list[str] = []
        self.together = threading.Barrier(2, timeout=5)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: _Origin
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(self.path)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"] or 0)).decode()
        if self.path == "/app/together":
            self.server.together.wait()
        self._answer(f"{self.path} {body} {self.headers['origin']} {self.headers['host']}")

    def _answer(self, text: str) -> None:
        self.server.received.append(text)
        data = text.encode()
        self.send_response(200)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def origin() -> Iterator[_Origin]:
    with _Origin() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def wire(origin: _Origin) -> Iterator[FaultProxy]:
    with FaultProxy(_target(f"{origin.url}/app")) as proxy:
        yield proxy


@pytest.fixture
def client(wire: FaultProxy) -> Iterator[httpx.Client]:
    with httpx.Client(proxy=wire.url, trust_env=False) as http:
        yield http


def _target(url: str) -> Target:
    return Target(profile=Profile(name="t", kind="url", url=url), url=url)


def test_requests_pass_unchanged_where_no_rule_is(origin: _Origin, client: httpx.Client) -> None:
    answers = [client.post(f"{origin.url}/app/x?a=1", content="hello", headers={"origin": origin.url}) for _ in "ab"]

    host = origin.url.removeprefix("http://")
    assert [answer.text for answer in answers] == [f"/app/x?a=1 hello {origin.url} {host}"] * 2


def test_a_dropped_request_never_arrives(origin: _Origin, wire: FaultProxy, client: httpx.Client) -> None:
    rule = wire.drop("GET", "/a/*")

    with pytest.raises(httpx.RemoteProtocolError):
        client.get(f"{origin.url}/app/a/1")

    assert (rule.hits, rule.answers, origin.received) == (1, [], [])
    assert client.get(f"{origin.url}/app/a/1").text == "/app/a/1"
    assert wire.seen("GET", "/a/1") == 2


def test_a_lost_answer_was_committed(origin: _Origin, wire: FaultProxy, client: httpx.Client) -> None:
    rule = wire.lose_answer("POST", "/a")

    with pytest.raises(httpx.RemoteProtocolError):
        client.post(f"{origin.url}/app/a", content="x")

    assert rule.answers == [200]
    assert len(origin.received) == 1


def test_a_client_made_for_poor_networks_sends_again_what_got_no_answer(origin: _Origin, wire: FaultProxy) -> None:
    lost = wire.lose_answer("POST", "/a", times=2)

    with new_http(proxy=wire.url) as http:
        assert http.post(f"{origin.url}/app/a", content="x").status_code == 200

    assert lost.answers == [200, 200]
    assert len(origin.received) == 3


def test_a_duplicate_is_delivered_twice_but_answered_once(
    origin: _Origin, wire: FaultProxy, client: httpx.Client
) -> None:
    rule = wire.duplicate("POST", "/a")

    assert client.post(f"{origin.url}/app/a", content="x").text.startswith("/app/a x")
    assert rule.answers == [200, 200]
    assert len(origin.received) == 2


def test_a_cut_answer_ends_after_so_many_bytes(origin: _Origin, wire: FaultProxy, client: httpx.Client) -> None:
    rule = wire.cut("GET", "/*", after_bytes=3)
    received: list[bytes] = []

    with client.stream("GET", f"{origin.url}/app/a") as response, pytest.raises(httpx.RemoteProtocolError):
        received.extend(response.iter_raw())

    assert (rule.answers, b"".join(received)) == ([200], b"/ap")


def test_a_delayed_request_holds_up_no_other(
    origin: _Origin, wire: FaultProxy, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, release, sleep = threading.Event(), threading.Event(), asyncio.sleep
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        if seconds < 1:  # a server of another test, in this process as well, looks around ten times a second
            await sleep(seconds)
            return
        waits.append(seconds)
        held.set()
        await asyncio.to_thread(release.wait, 10)

    monkeypatch.setattr(asyncio, "sleep", wait)
    rule = wire.delay("GET", "/slow", seconds=30)

    with ThreadPoolExecutor() as pool:
        slow = pool.submit(client.get, f"{origin.url}/app/slow")
        assert held.wait(10)
        client.get(f"{origin.url}/app/quick")
        release.set()
        slow.result()

    assert origin.received == ["/app/quick", "/app/slow"]
    assert (rule.hits, waits) == (1, [30])


def test_a_delayed_answer_was_committed_before(
    origin: _Origin, wire: FaultProxy, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleep = asyncio.sleep
    received: list[list[str]] = []

    async def wait(seconds: float) -> None:
        if seconds == LONG:
            received.append(list(origin.received))
        else:
            await sleep(seconds)

    monkeypatch.setattr(asyncio, "sleep", wait)
    rule = wire.delay_answer("GET", "/slow", seconds=LONG)

    assert client.get(f"{origin.url}/app/slow").text == "/app/slow"
    assert (received, rule.answers) == ([["/app/slow"]], [200])


def test_a_request_that_breaks_off_arrives_in_part(origin: _Origin, wire: FaultProxy, client: httpx.Client) -> None:
    rule = wire.break_off("POST", "/a", after_bytes=3)

    with pytest.raises(httpx.RemoteProtocolError):
        client.post(f"{origin.url}/app/a", content="whole")

    assert rule.hits == 1
    eventually(lambda: origin.received, until=bool, awaiting="what arrived")
    assert [text.split()[1] for text in origin.received] == ["who"]


def test_a_refusal_in_the_products_place_tells_a_status_alone(
    origin: _Origin, wire: FaultProxy, client: httpx.Client
) -> None:
    rule = wire.refuse("POST", "/a", status=503)

    answers = [client.post(f"{origin.url}/app/a") for _ in "ab"]

    assert [(answer.status_code, bool(answer.content)) for answer in answers] == [(503, False), (200, True)]
    assert (rule.hits, len(origin.received)) == (1, 1)


def test_a_rule_spares_the_first_requests(origin: _Origin, wire: FaultProxy, client: httpx.Client) -> None:
    rule = wire.lose_answer("POST", "/a", spared=1)

    assert client.post(f"{origin.url}/app/a", content="x").status_code == 200
    with pytest.raises(httpx.RemoteProtocolError):
        client.post(f"{origin.url}/app/a", content="x")
    assert rule.answers == [200]


def test_rules_can_be_taken_back(origin: _Origin, wire: FaultProxy, client: httpx.Client) -> None:
    rule = wire.drop("GET", "/a")
    wire.clear()

    assert client.get(f"{origin.url}/app/a").status_code == 200
    assert rule.hits == 0


def test_gathered_requests_reach_the_product_together(origin: _Origin, wire: FaultProxy, client: httpx.Client) -> None:
    rule = wire.gather("POST", "/together", count=2)

    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda _: client.post(f"{origin.url}/app/together"), "ab"))

    assert [answer.status_code for answer in answers] == [200, 200]
    assert rule.answers == [200, 200]
    assert rule.together


def test_who_waited_in_vain_was_not_together_with_the_next(
    origin: _Origin, wire: FaultProxy, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fixtures.wire.faults._GATHER_TIMEOUT_S", 0.01)
    rule = wire.gather("POST", "/a", count=2)

    answers = [client.post(f"{origin.url}/app/a").status_code for _ in range(2)]

    assert (answers, rule.answers, rule.together) == ([200, 200], [200, 200], False)


def test_rules_concern_the_target_alone(wire: FaultProxy, client: httpx.Client) -> None:
    rule = wire.drop("GET", "*")
    with _Origin() as other:
        threading.Thread(target=other.handle_request).start()

        assert client.get(f"{other.url}/app/a").status_code == 200
    assert rule.hits == 0


def test_what_is_no_plain_http_is_refused(client: httpx.Client) -> None:
    with pytest.raises(httpx.ProxyError, match="501"):
        client.get("https://127.0.0.1:1/")


def test_an_encrypted_target_is_unsupported() -> None:
    with pytest.raises(WireUnsupported, match="https"):
        FaultProxy(_target("https://example.test"))
