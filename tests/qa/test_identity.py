"""The identity providers are as strict as real ones, and no stricter."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from reference_server.stack.identity import s256
from tests.qa.processes import program

VERIFIER = "a-verifier-that-is-long-enough-for-the-standard-0123456789"
CALLBACK = "http://127.0.0.1:1/callback"
SIGN_IN = {
    "client_id": "passion-google",
    "redirect_uri": CALLBACK,
    "response_type": "code",
    "scope": "openid email profile",
    "state": "a-state",
    "nonce": "a-nonce",
    "code_challenge": s256(VERIFIER),
    "code_challenge_method": "S256",
}


@pytest.fixture(scope="module")
def providers() -> Iterator[dict[str, str]]:
    with program("reference_server.stack.identity", "google", "microsoft") as identity:
        lines = [identity.next_line() for _ in range(4)]
        yield {line["provider"]: line["url"] for line in lines if line["state"] == "ready"}


@pytest.fixture
def google(providers: dict[str, str]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=providers["google"]) as client:
        yield client


def test_each_provider_has_an_issuer_of_its_own(providers: dict[str, str]) -> None:
    issuers = {
        name: httpx.get(f"{url}/.well-known/openid-configuration").json()["issuer"] for name, url in providers.items()
    }

    assert issuers == providers
    assert len(set(issuers.values())) == 2


def test_the_right_verifier_gets_a_token(google: httpx.Client) -> None:
    answer = redeem(google, authorize(google))

    assert answer.status_code == 200
    assert answer.json().keys() >= {"access_token", "id_token"}


@pytest.mark.parametrize("verifier", ["another-verifier-that-is-long-enough-0123456789-abcdef", "", VERIFIER[:-1]])
def test_a_wrong_verifier_is_refused(google: httpx.Client, verifier: str) -> None:
    answer = redeem(google, authorize(google), verifier=verifier)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_a_missing_verifier_is_refused(google: httpx.Client) -> None:
    answer = redeem(google, authorize(google), verifier=None)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_a_code_works_once(google: httpx.Client) -> None:
    code = authorize(google)
    first, second = redeem(google, code), redeem(google, code)

    assert first.status_code == 200
    assert (second.status_code, second.json()["error"]) == (400, "invalid_grant")


def test_a_code_is_spent_by_a_wrong_verifier(google: httpx.Client) -> None:
    code = authorize(google)
    redeem(google, code, verifier="x" * 50)

    assert redeem(google, code).status_code == 400


def test_a_code_of_one_provider_is_unknown_to_the_other(google: httpx.Client, providers: dict[str, str]) -> None:
    code = authorize(google)

    with httpx.Client(base_url=providers["microsoft"]) as microsoft:
        assert redeem(microsoft, code).status_code == 400


def test_a_sign_in_without_protections_is_answered(google: httpx.Client) -> None:
    """So do real providers: whether a product asks for them is for the suite to notice."""
    code = authorize(google, nonce=None, code_challenge=None, code_challenge_method=None)

    assert redeem(google, code, verifier=None).status_code == 200


def test_a_verifier_without_a_challenge_is_refused(google: httpx.Client) -> None:
    """Else whoever can change the request takes the protection away unnoticed."""
    code = authorize(google, code_challenge=None, code_challenge_method=None)

    assert redeem(google, code).json()["error"] == "invalid_grant"


@pytest.mark.parametrize("method", ["plain", None])
def test_a_plain_challenge_is_enforced(google: httpx.Client, method: str | None) -> None:
    first, second = (authorize(google, code_challenge=VERIFIER, code_challenge_method=method) for _ in range(2))

    assert redeem(google, first).status_code == 200
    assert redeem(google, second, verifier=VERIFIER[:-1]).json()["error"] == "invalid_grant"


def test_an_unknown_challenge_method_is_refused(google: httpx.Client) -> None:
    query = {**SIGN_IN, "code_challenge_method": "S512"}
    shown = google.get("/oauth2/authorize", params=query)
    sent = google.post("/oauth2/authorize", params=query, data={"sub": "alice"})

    for answer in (shown, sent):
        refusal = parse_qs(urlsplit(answer.headers["location"]).query)
        assert answer.headers["location"].startswith(CALLBACK)
        assert refusal["error"] == ["invalid_request"]
        assert "code_challenge_method" in refusal["error_description"][0]
        assert refusal["state"] == ["a-state"]
        assert "code" not in refusal


def test_denying_gives_no_code(google: httpx.Client) -> None:
    answer = google.post("/oauth2/authorize", params=SIGN_IN, data={"action": "deny"})

    assert parse_qs(urlsplit(answer.headers["location"]).query)["error"] == ["access_denied"]


def test_a_broken_request_shows_no_debugger(google: httpx.Client) -> None:
    answer = google.get("/?__debugger__=yes&cmd=resource&f=debugger.js")

    assert "debugger" not in answer.text.lower()


def test_it_ends_when_its_standard_input_ends() -> None:
    with program("reference_server.stack.identity", "google") as identity:
        identity.next_line()
        assert identity.process.stdin
        identity.process.stdin.close()

        assert identity.wait() == 0


def authorize(provider: httpx.Client, **changes: str | None) -> str:
    """Sign alice in, with parameters changed or (None) left out, and give the code."""
    asked = {name: value for name, value in {**SIGN_IN, **changes}.items() if value is not None}
    answer = provider.post("/oauth2/authorize", params=asked, data={"sub": "alice"})
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert query["state"] == ["a-state"]
    return query["code"][0]


def redeem(provider: httpx.Client, code: str, verifier: str | None = VERIFIER) -> httpx.Response:
    """Ask for the tokens of a code."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "client_id": "passion-google",
        "client_secret": "secret",
    }
    return provider.post("/oauth2/token", data=form | ({} if verifier is None else {"code_verifier": verifier}))
