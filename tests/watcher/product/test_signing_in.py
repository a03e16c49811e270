"""Signing in by the device grant: what the person is shown, and what ends the waiting."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from fixtures.oracle.pairing import check_code, hand_over
from reference_server.watcher.local.errors import RefusedError, UnreachableError, WatcherError
from reference_server.watcher.product.signing_in import SigningIn
from tests.watcher.made import KEY, TOKEN, WATCHER

CODES = {
    "device_code": "device-code",
    "user_code": "BCDF-GHJK",
    "verification_uri": "https://passion.example/devices",
    "verification_uri_complete": "https://passion.example/devices?code=BCDF-GHJK",
    "expires_in": 600,
    "interval": 2,
    "device_id": WATCHER.device_id,
}
PENDING = (400, {"error": "authorization_pending"})
Answer = tuple[int, Any] | Exception


class Signing:
    """A sign-in at a product that answers as a test says; time goes by only while it sleeps."""

    def __init__(self) -> None:
        self.sleeps: list[float] = []
        self.forms: list[dict[str, str]] = []
        self.begins: Answer = (200, CODES)
        self.answers: Iterator[Answer] = iter(())
        self.signing_in = SigningIn("https://passion.example/", "Studio", self.sleeps.append)
        self.signing_in.server.close()
        self.signing_in.server._http = httpx.Client(transport=httpx.MockTransport(self.answer))

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer a form."""
        self.forms.append({name: values[0] for name, values in parse_qs(request.content.decode()).items()})
        answer = self.begins if request.url.path == "/api/auth/device" else next(self.answers, PENDING)
        if isinstance(answer, Exception):
            raise answer
        status, content = answer
        return httpx.Response(status, content=content if isinstance(content, bytes) else json.dumps(content))

    def let_in(self, **more: Any) -> tuple[int, dict[str, Any]]:
        """Return the answer to a watcher that is let in."""
        names = {"user_id": WATCHER.user_id, "device_id": WATCHER.device_id, "kid": WATCHER.kid}
        key = hand_over(KEY, **names, public_key=self.signing_in.key.public)
        return 200, {"access_token": TOKEN, "token_type": "Bearer", **names, "key": key, **more}


@pytest.fixture
def signing() -> Iterator[Signing]:
    signing = Signing()
    yield signing
    signing.signing_in.server.close()


def refused(call: Callable[[], object], kind: type[WatcherError] = RefusedError) -> str:
    with pytest.raises(kind) as refusal:
        call()
    return str(refusal.value)


def test_the_person_is_shown_a_code_an_address_and_the_check_code(signing: Signing) -> None:
    codes = signing.signing_in.begin()

    assert codes == {**CODES, "check_code": check_code(WATCHER.device_id, signing.signing_in.key.public)}
    (form,) = signing.forms
    assert (form["client_id"], form["name"], form["public_key"]) == (
        "daw-watcher",
        "Studio",
        signing.signing_in.key.public,
    )


def test_a_watcher_that_is_let_in_gets_credentials(signing: Signing) -> None:
    signing.answers = iter([PENDING, PENDING, signing.let_in()])

    lent = signing.signing_in.wait(CODES)

    assert lent == WATCHER.__class__(**{**WATCHER.__dict__, "server": "https://passion.example"})
    assert signing.sleeps[1:] == [2, 2]
    assert {form["device_code"] for form in signing.forms} == {"device-code"}


def test_a_watcher_that_asks_too_often_slows_down(signing: Signing) -> None:
    signing.answers = iter([PENDING, (400, {"error": "slow_down"}), PENDING, signing.let_in()])

    signing.signing_in.wait(CODES)

    assert signing.sleeps[1:] == [2, 7, 7]


@pytest.mark.parametrize(
    "trouble",
    [(503, b"<html>"), (429, {"type": "/problems/throttled"}), httpx.ConnectError("down"), httpx.ReadTimeout("slow")],
)
def test_trouble_on_the_way_ends_no_sign_in(signing: Signing, trouble: Answer) -> None:
    signing.answers = iter([trouble, PENDING, signing.let_in()])

    assert signing.signing_in.wait(CODES).token == TOKEN


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("access_denied", "the person has refused this watcher; run: daw-watcher sign-in"),
        ("expired_token", "the code is no longer good; run: daw-watcher sign-in"),
        ("invalid_grant", "invalid_grant; run: daw-watcher sign-in"),
    ],
)
def test_a_no_ends_the_waiting(signing: Signing, error: str, said: str) -> None:
    signing.answers = iter([PENDING, (400, {"error": error})])

    assert refused(lambda: signing.signing_in.wait(CODES)) == said


def test_nobody_waits_for_longer_than_the_code_is_good(signing: Signing) -> None:
    assert "nobody let the watcher in" in refused(lambda: signing.signing_in.wait({**CODES, "expires_in": 10}))

    assert 10 <= sum(signing.sleeps) <= 12


def test_an_answer_for_another_watcher_is_refused(signing: Signing) -> None:
    signing.answers = iter([signing.let_in(device_id="another")])

    assert "for another watcher" in refused(lambda: signing.signing_in.wait(CODES))


def test_a_key_that_was_swapped_on_the_way_is_refused(signing: Signing) -> None:
    other = Signing()
    signing.answers = iter([other.let_in()])

    assert "not for this watcher" in refused(lambda: signing.signing_in.wait(CODES))
    other.signing_in.server.close()


@pytest.mark.parametrize("name", ["access_token", "device_id", "user_id", "kid", "key"])
def test_an_answer_without_one_of_its_fields_is_refused(signing: Signing, name: str) -> None:
    signing.answers = iter([signing.let_in(**{name: None})])

    refused(lambda: signing.signing_in.wait(CODES))


@pytest.mark.parametrize(
    "answer",
    [(404, b"<html>Not found</html>"), (200, b"<html>Welcome</html>"), (200, []), (403, {"error": "no"}), (302, b"")],
)
def test_an_address_of_something_else_is_told(signing: Signing, answer: Answer) -> None:
    signing.begins = answer

    assert "is this the address?" in refused(signing.signing_in.begin)


@pytest.mark.parametrize("name", ["device_code", "user_code", "verification_uri_complete", "device_id", "interval"])
@pytest.mark.parametrize("value", [None, []])
def test_codes_that_make_no_sense_are_told(signing: Signing, name: str, value: object) -> None:
    signing.begins = (200, {**CODES, name: value})

    assert "not as the product does: is this the address?" in refused(signing.signing_in.begin)


def test_a_refusal_is_told_in_the_products_words(signing: Signing) -> None:
    signing.begins = (422, {"type": "/problems/validation", "detail": "The name is too long."})

    assert refused(signing.signing_in.begin) == "https://passion.example: The name is too long."


@pytest.mark.parametrize("answer", [(502, b""), httpx.ConnectError("down")])
def test_a_product_that_does_not_answer_is_told(signing: Signing, answer: Answer) -> None:
    signing.begins = answer

    assert "https://passion.example" in refused(signing.signing_in.begin, UnreachableError)
