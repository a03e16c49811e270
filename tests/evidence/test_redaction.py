"""No secret survives in a text that is kept, and no fact is lost with it."""

import json
import string
import time
from urllib.parse import quote

import pytest

from reports.evidence import redaction
from reports.evidence.redaction import redact, register_secrets

SECRET = "s3cr3t-V4lue_x9"


@pytest.mark.parametrize(
    "text",
    [
        f"Authorization: Bearer {SECRET}",
        f"authorization={SECRET}",
        f"Cookie: theme=dark; passion_session={SECRET}",
        f"set-cookie: passion_session={SECRET}; HttpOnly; Path=/",
        f"GET /api/x with passion_signin={SECRET}, sent",
        f'{{"access_token": "{SECRET}", "token_type": "Bearer"}}',
        json.dumps(json.dumps({"passphrase": SECRET})),
        f"{{'client_secret': '{SECRET}'}}",
        f"POST /token code_verifier={SECRET}&grant_type=authorization_code",
        f"302 http://127.0.0.1:1/api/auth/callback/google?code={SECRET}&state={SECRET}",
        f'{{"name": "cookie", "value": "passion_session={SECRET}"}}',
        f'"cookies":[{{"name":"passion_signin","value":"{SECRET}"}},{{"name":"session","value":"{SECRET}"}}]',
        f"passphrase: {SECRET}",
        f"the header was Bearer {SECRET}",
        f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.{SECRET}",
        f"{SECRET}@example.test signed in",
        f"?email={SECRET}%40example.test",
        f'{{"name":"CF-Access-Client-Secret","value":"{SECRET}"}}',
        f'{{"name":"CF-Access-Client-Id","value":"{SECRET}"}}',
        f'{{"name":"X-Gate-Token","value":"{SECRET}"}}',
        f"{{'CF-Access-Client-Secret': '{SECRET}', 'CF-Access-Client-Id': '{SECRET}'}}",
        f"CF-Access-Client-Id: {SECRET}",
        f"Attempt(cookie='{SECRET}', path='/today')",
        f'Attempt(session="{SECRET}")',
        f"SignIn(api_key='{SECRET}', refresh_token='{SECRET}')",
        json.dumps({"passphrase": f'with "{SECRET}" in quotes'}),
        f"x_eyJhbGciOiJIUzI1NiJ9 eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.{SECRET}",
    ],
)
def test_a_secret_is_replaced(text: str) -> None:
    assert SECRET not in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "AssertionError: replaying the old cookie: expected 401, got 200",
        '{"state": "running", "title": "Write", "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"}',
        "waited 5 s for the status code 200, last seen 503",
        "GET /api/auth/token 201 in 12 ms",
        "the bearer token of the phone was refused",
        '{"method": "press", "params": {"key": "Enter"}}',
        "locator.press(key='Enter') on the session of 25:00, session: paused",
    ],
)
def test_a_fact_stays(text: str) -> None:
    assert redact(text) == text


def test_redacted_json_is_still_json() -> None:
    text = json.dumps({"headers": [{"name": "Cookie", "value": f'a="{SECRET}"'}], "password": SECRET, "ok": True})

    facts = json.loads(redact(text))

    assert facts["ok"] is True
    assert SECRET not in json.dumps(facts)


def test_redacting_twice_changes_nothing_more() -> None:
    once = redact(f"Cookie: a={SECRET}\ntoken={SECRET} Bearer {SECRET}")

    assert redact(once) == once


@pytest.fixture
def nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this test registers is forgotten after it."""
    monkeypatch.setattr(redaction, "_values", set())


@pytest.mark.usefixtures("nothing_registered")
def test_a_registered_value_is_replaced_by_whatever_name_it_goes() -> None:
    value = 'pass "word" ü/1'
    register_secrets([value, SECRET, f"{SECRET}-and-more"])

    text = (
        f"X-Own: {value} or {json.dumps({'x': value})} or ?q={quote(value, safe='')} or {SECRET}-and-more or {SECRET}"
    )

    assert redact(text) == ('X-Own: [redacted] or {"x": "[redacted]"} or ?q=[redacted] or [redacted] or [redacted]')


@pytest.mark.usefixtures("nothing_registered")
def test_a_value_that_occurs_by_chance_is_not_taken_out() -> None:
    register_secrets(["", "on"])

    assert redact("on and on") == "on and on"


def seconds_for(text: str) -> float:
    """Return the seconds of processor time that redacting takes."""
    start = time.process_time()
    redact(text)
    return time.process_time() - start


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        string.ascii_letters + string.digits + "+/",
        "0123456789abcdef",
        "a-",
        "%40",
        "eyJ-",
        "cookie='",
    ],
    ids=["letter", "base64", "hex", "dashes", "escapes", "tokens", "quotes"],
)
def test_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    """Eight times the text MUST NOT take sixty-four times as long; the rest is what a busy machine adds."""
    megabyte = (unit * 1_000_000)[:1_000_000]

    assert seconds_for(megabyte) <= 20 * seconds_for(megabyte[: len(megabyte) // 8]) + 0.1
