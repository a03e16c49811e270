"""Sessions and tokens: how long they live, what ends them, and which writes they allow."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.server.world import URL, Person, World, wire

QUEST = {"title": "Mix", "steps": [{"title": "Drums"}], **wire()}


@pytest.fixture
def alice(world: World) -> Person:
    return world.person()


def status(world: World, token: str) -> int:
    """Return how the token is answered."""
    return world.visitor().get("/api/auth/me", headers={"Authorization": f"Bearer {token}"}).status_code


def test_signing_out_ends_the_session_and_its_tokens(world: World, alice: Person) -> None:
    token, cookie = alice.bearer(), alice.client.cookies["passion_session"]

    answer = alice.send("POST", "/api/auth/logout")

    assert answer.status_code == 204
    assert 'passion_session=""' in answer.headers["set-cookie"]
    alice.client.cookies.set("passion_session", cookie)
    assert alice.get("/api/auth/me").status_code == 401
    assert status(world, token) == 401


def test_signing_out_leaves_the_persons_other_sessions(world: World, alice: Person) -> None:
    with world.seams.store.begin() as work:
        opened = world.services.sessions.open(work, alice.id)
    laptop = world.visitor()
    laptop.cookies.set("passion_session", opened.secret)

    alice.send("POST", "/api/auth/logout")

    assert laptop.get("/api/auth/me").status_code == 200


def test_session_expires(world: World, alice: Person) -> None:
    world.clock.pass_by(timedelta(days=30) - timedelta(minutes=1))
    assert alice.get("/api/auth/me").status_code == 200

    world.clock.pass_by(timedelta(minutes=1))
    assert alice.get("/api/auth/me").status_code == 401


def test_token_expires_and_never_outlives_its_session(world: World, alice: Person) -> None:
    token = alice.bearer()
    world.clock.pass_by(timedelta(days=1))
    assert status(world, token) == 401

    world.clock.pass_by(timedelta(days=28, hours=12))
    last = alice.bearer()
    world.clock.pass_by(timedelta(hours=12))
    assert status(world, last) == 401


def test_token_makes_no_other_token(world: World, alice: Person) -> None:
    headers = {"Authorization": f"Bearer {alice.bearer()}"}

    answer = world.visitor().post("/api/auth/token", headers=headers)

    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/cookie-needed")


def test_token_needs_no_origin(world: World, alice: Person) -> None:
    headers = {"Authorization": f"Bearer {alice.bearer()}"}

    assert world.visitor().post("/api/quests", json=QUEST, headers=headers).status_code == 201


def test_wrong_token_is_not_saved_by_a_cookie(alice: Person) -> None:
    answer = alice.client.get("/api/auth/me", headers={"Authorization": "Bearer made-up"})

    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Origin": URL}, 201),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://evil.test"}, 403),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Origin": "https://127.0.0.1:8000"}, 403),
        ({"Origin": "http://evil.test", "Sec-Fetch-Site": "same-origin"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Referer": f"{URL}/quests"}, 403),
    ],
    ids=str,
)
def test_browser_writes_come_from_our_own_pages_only(alice: Person, headers: dict[str, str], expected: int) -> None:
    answer = alice.client.post("/api/quests", json=QUEST, headers=headers)

    assert answer.status_code == expected
    assert len(alice.get("/api/quests").json()["items"]) == (1 if expected == 201 else 0)


def test_page_reached_by_another_name_of_ours_may_write(alice: Person) -> None:
    headers = {"Host": "localhost:8000", "Origin": "http://localhost:8000"}

    assert alice.client.post("/api/quests", json=QUEST, headers=headers).status_code == 201


def test_secrets_are_stored_hashed_only(world: World, alice: Person) -> None:
    token, cookie = alice.bearer(), alice.client.cookies["passion_session"]

    with world.seams.store.begin(write=False) as work:
        sessions = work.session.execute(text("SELECT * FROM sessions")).all()
        tokens = work.session.execute(text("SELECT * FROM bearer_tokens")).all()

    assert (len(sessions), len(tokens)) == (1, 1)
    assert cookie not in str(sessions)
    assert token not in str(tokens)
