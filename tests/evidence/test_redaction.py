"""No secret survives in a text that is kept, and no fact is lost with it."""

import json

import pytest

from reports.evidence.redaction import redact

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
