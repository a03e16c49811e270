"""The product as the watcher meets it: what is asked, and what refusals mean."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from reference_server.watcher.local.errors import RefusedError, SignedOutError
from reference_server.watcher.product.server import LockedError, ProblemError, Server, UnavailableError, check
from tests.watcher.made import TOKEN

Handler = Callable[[httpx.Request], httpx.Response]
URL = "https://passion.example/app"


def server_of(handler: Handler) -> Server:
    """Return a product that answers like this."""
    server = Server(URL, TOKEN)
    server.close()
    server._http = httpx.Client(transport=httpx.MockTransport(handler))
    return server


@pytest.fixture
def asked() -> list[httpx.Request]:
    """What was asked."""
    return []


@pytest.fixture
def server(asked: list[httpx.Request]) -> Iterator[Server]:
    """A product that answers everything with what was asked."""

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"results": [], "vault": {"epoch": 7, "locked": False}})

    server = server_of(answer)
    yield server
    server.close()


def body(request: httpx.Request) -> Any:
    return json.loads(request.content)


def test_each_question_comes_with_the_credential(server: Server, asked: list[httpx.Request]) -> None:
    server.state()

    assert str(asked[0].url) == f"{URL}/api/daw/state"
    assert asked[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert "x-vault-epoch" not in asked[0].headers


def test_questions_name_the_epoch_that_the_watcher_knows(server: Server, asked: list[httpx.Request]) -> None:
    server.state()
    server.announce([{"op_id": "1"}])

    assert asked[1].headers["x-vault-epoch"] == "7"


def test_a_sign_in_sends_no_credential(server: Server, asked: list[httpx.Request]) -> None:
    server.form("/api/auth/device", {"client_id": "daw-watcher"})

    assert asked[0].content == b"client_id=daw-watcher"
    assert "authorization" not in asked[0].headers


def test_what_is_asked_reaches_its_place(server: Server, asked: list[httpx.Request]) -> None:
    server.announce([{"op_id": "1"}])
    server.complete(["u1", "u2"], 2000)
    server.rename("f1", {"rev": 1})
    server.delete("f1", 3)
    server.file("f1")

    assert [(each.method, each.url.raw_path.decode().removeprefix("/app")) for each in asked] == [
        ("POST", "/api/uploads/batch"),
        ("POST", "/api/uploads/complete"),
        ("POST", "/api/daw/files/f1/rename"),
        ("DELETE", "/api/daw/files/f1?rev=3"),
        ("GET", "/api/daw/files/f1"),
    ]
    assert [body(each) for each in asked[:3]] == [
        {"uploads": [{"op_id": "1"}]},
        {"upload_ids": ["u1", "u2"]},
        {"rev": 1},
    ]


def test_a_server_that_has_to_read_much_is_given_the_time(server: Server, asked: list[httpx.Request]) -> None:
    server.complete(["small"], 1000)
    server.complete(["large"], 15 * 1024**3)
    server.state()

    small, large, other = (each.extensions["timeout"]["read"] for each in asked)
    assert small == pytest.approx(15, abs=0.01)
    assert other == 15
    assert 15 * 60 < large < 60 * 60


def test_the_list_of_files_is_read_to_its_end() -> None:
    queries = []

    def answer(request: httpx.Request) -> httpx.Response:
        queries.append(dict(request.url.params))
        before = request.url.params.get("before")
        return httpx.Response(200, json={"files": [{"id": before}], "before": {None: 9, "9": 4}.get(before)})

    found = list(server_of(answer).files("d1"))

    assert found == [{"id": None}, {"id": "9"}, {"id": "4"}]
    assert queries[1:] == [
        {"limit": "200", "device_id": "d1", "before": "9"},
        {"limit": "200", "device_id": "d1", "before": "4"},
    ]


def told(status: int, facts: Any = None) -> httpx.Response:
    """Return an answer, as a proxy or a server gives it."""
    request = httpx.Request("GET", f"{URL}/api/daw/state")
    return httpx.Response(status, content=facts if isinstance(facts, bytes) else json.dumps(facts), request=request)


@pytest.mark.parametrize("status", [200, 201, 204])
def test_a_yes_is_a_yes(status: int) -> None:
    check(told(status))


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429])
@pytest.mark.parametrize("facts", [b"<html>Bad gateway</html>", None, [], {"detail": "later"}])
def test_trouble_at_the_server_is_over_some_time(status: int, facts: Any) -> None:
    with pytest.raises(UnavailableError) as refusal:
        check(told(status, facts))

    assert refusal.value.what == "server"
    assert str(refusal.value) == ("later" if isinstance(facts, dict) else f"answered {status}")


def test_trouble_at_the_store_is_told_from_trouble_at_the_server() -> None:
    with pytest.raises(UnavailableError) as refusal:
        check(told(503, {"type": "/problems/storage-unavailable", "detail": "no store"}))

    assert (refusal.value.what, str(refusal.value)) == ("store", "no store")


def test_a_credential_that_holds_no_more_is_told() -> None:
    with pytest.raises(SignedOutError, match="run: daw-watcher sign-in"):
        check(told(401, {"type": "/problems/signed-out", "detail": "Sign in."}))


def test_a_locked_vault_is_told_with_its_reason() -> None:
    with pytest.raises(LockedError, match="idle"):
        check(told(423, {"type": "/problems/vault-locked", "reason": "idle"}))


def test_a_refusal_of_the_product_is_told_with_its_facts() -> None:
    with pytest.raises(ProblemError, match="No such file") as refusal:
        check(told(404, {"type": "/problems/not-found", "detail": "No such file.", "more": 1}))

    assert (refusal.value.slug, refusal.value.facts["more"]) == ("not-found", 1)


@pytest.mark.parametrize("facts", [b"<html>Not found</html>", {"error": "not found"}, []])
@pytest.mark.parametrize("status", [301, 403, 404])
def test_an_answer_of_something_else_is_told_as_one(status: int, facts: Any) -> None:
    with pytest.raises(RefusedError, match=f"passion.example answered {status}: is this the product's address"):
        check(told(status, facts))


@pytest.mark.parametrize(
    "error", [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError, httpx.DecodingError]
)
def test_a_loss_on_the_wire_is_told_without_an_address(error: type[httpx.RequestError]) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise error(f"lost on the way to {request.url}")

    with pytest.raises(UnavailableError) as refusal:
        server_of(fail).state()

    assert (refusal.value.what, str(refusal.value)) == ("server", f"no answer ({error.__name__})")


@pytest.mark.parametrize("url", ["ftp://passion.example", "http://passion:port"])
def test_an_address_that_makes_no_sense_is_refused(url: str) -> None:
    server = Server(url)

    with pytest.raises(RefusedError, match="the address makes no sense"):
        server.state()
    server.close()
