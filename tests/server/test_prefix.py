"""A server that people see under a path of another server: https://music.example.test/passion."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pydantic import ValidationError

from reference_server.services.people.sessions import Opened
from reference_server.services.people.sign_in import Callback, SignedIn, Started
from reference_server.services.refusals import SignInRefused
from reference_server.settings import Settings
from tests.server.world import URL, World, wire

PUBLIC_URL = "https://music.example.test/passion"


@pytest.fixture
def world(sqlite: str) -> Iterator[World]:
    world = World(Settings(database_url=sqlite, public_url=f"{PUBLIC_URL}/"))
    yield world
    world.close()


@pytest.mark.parametrize("path", ["/api/health/live", "/passion/api/health/live"])
def test_prefix_may_be_cut_off_on_the_way_or_not(world: World, path: str) -> None:
    assert world.visitor().get(path).status_code == 200


def test_new_items_are_located_under_the_prefix(world: World) -> None:
    quest = {"title": "Mix", "steps": [{"title": "Drums"}], **wire()}
    alice = world.person()

    made = alice.client.post("/api/quests", json=quest, headers={"Origin": "https://music.example.test"})

    assert made.headers["location"] == f"/passion/api/quests/{made.json()['id']}"


def test_sign_in_comes_back_under_the_prefix_and_keeps_its_cookie_on_https(world: World) -> None:
    asked: list[Callback] = []

    def finish(callback: Callback) -> SignedIn:
        asked.append(callback)
        return SignedIn(Opened("secret", timedelta(days=30)), "/quests")

    world.services.sign_in.finish = finish  # type: ignore[method-assign]

    answer = world.visitor().get("/api/auth/callback/google?state=x&code=y")

    assert asked[0].redirect_uri == f"{PUBLIC_URL}/api/auth/callback/google"
    assert answer.headers["location"] == "/passion/quests"
    assert "Secure" in answer.headers["set-cookie"].split("; ")


def test_session_cookie_stays_under_the_prefix(world: World) -> None:
    """Else it would go to the other applications of the host, and end there when somebody signs out here."""
    world.services.sign_in.finish = lambda _: SignedIn(Opened("secret", timedelta(days=30)), "/quests")  # type: ignore[assignment,method-assign]
    alice, bob = world.person(), world.person("Bob")
    origin = {"Origin": "https://music.example.test"}

    answers = [
        world.visitor().get("/api/auth/callback/google"),
        alice.client.post("/api/auth/logout", headers=origin),
        bob.client.delete("/api/auth/me", headers=origin),
    ]

    assert ["Path=/passion" in answer.headers["set-cookie"].split("; ") for answer in answers] == [True] * 3


def test_cookie_of_an_attempt_goes_back_to_the_callback_under_the_prefix(world: World) -> None:
    def begin(*_: object) -> Started:
        return Started("https://provider.example.test/authorize", "secret")

    world.services.sign_in.begin = begin  # type: ignore[assignment,method-assign]

    answer = world.visitor().get("/api/auth/login/google")

    assert "Path=/passion/api/auth" in answer.headers["set-cookie"].split("; ")


def test_refused_sign_in_leads_to_the_sign_in_page_under_the_prefix(world: World) -> None:
    def refuse(_callback: Callback) -> SignedIn:
        raise SignInRefused("state-mismatch")

    world.services.sign_in.finish = refuse  # type: ignore[assignment,method-assign]

    answer = world.visitor().get("/api/auth/callback/google")

    assert answer.headers["location"] == "/passion/login?problem=state-mismatch"


def test_document_names_the_prefix(world: World) -> None:
    assert world.visitor().get("/api/openapi.json").json()["servers"] == [{"url": "/passion"}]


def test_public_name_is_a_host_of_ours(world: World) -> None:
    assert world.visitor().get(f"{URL}/api/health/live", headers={"Host": "music.example.test"}).status_code == 200


def test_a_prefix_beside_a_public_address_is_refused() -> None:
    with pytest.raises(ValidationError, match="give one of them"):
        Settings(path_prefix="/passion", public_url=PUBLIC_URL)
