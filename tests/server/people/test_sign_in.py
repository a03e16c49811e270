"""Signing in with real providers, and every way in which it is refused."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from reference_server.seams import default_seams
from reference_server.services.people.sign_in import HOME
from reference_server.settings import Provider, Settings
from tests.server.conftest import Issuers
from tests.server.world import URL, OwnClock, World


@pytest.fixture
def world(sqlite: str, issuers: Issuers) -> Iterator[World]:
    """A server that knows both providers; it shares their time."""
    providers = [
        {"id": "google", "title": "Google", "issuer": issuers.google},
        {"id": "microsoft", "title": "Microsoft", "issuer": issuers.microsoft},
    ]
    known = tuple(Provider.model_validate({**one, "client_id": "passion", "client_secret": "s"}) for one in providers)
    world = World(Settings(database_url=sqlite, public_url=URL, providers=known), OwnClock(datetime.now(UTC)))
    yield world
    world.close()


@pytest.fixture
def visitor(world: World) -> httpx.Client:
    return world.visitor()


@pytest.fixture
def email(world: World) -> str:
    return f"{world.seams.ids.new_id()}@example.test"


def register(issuer: str, subject: str, **claims: object) -> None:
    httpx.put(f"{issuer}/users/{subject}", json=claims).raise_for_status()


def leave(visitor: httpx.Client, provider: str = "google", **query: str) -> str:
    """Begin to sign in; return the provider's page."""
    answer = visitor.get(f"/api/auth/login/{provider}", params=query)
    assert answer.status_code == 302
    return str(answer.headers["location"])


def consent(page: str, subject: str) -> str:
    """Sign in at the provider; return the callback that it sends the browser to."""
    return httpx.post(page, data={"sub": subject}).headers["location"]


def come_back(visitor: httpx.Client, callback: str) -> str:
    """Follow the callback; return where the server sends the browser."""
    answer = visitor.get(callback)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def sign_in(visitor: httpx.Client, provider: str, subject: str) -> str:
    return come_back(visitor, consent(leave(visitor, provider), subject))


def is_signed_in(visitor: httpx.Client) -> bool:
    return visitor.get("/api/auth/me").status_code == 200


def test_signing_in_leads_to_the_page_that_was_asked_for(visitor: httpx.Client, issuers: Issuers, email: str) -> None:
    register(issuers.google, email, email=email, email_verified=True, name="Alice")

    landed = come_back(visitor, consent(leave(visitor, return_to="/quests?status=active"), email))

    me = visitor.get("/api/auth/me").json()
    assert landed == "/quests?status=active"
    assert (me["name"], me["email"], me["time_zone"]) == ("Alice", email, None)


def test_browser_is_sent_with_state_nonce_and_a_challenge(visitor: httpx.Client) -> None:
    query = parse_qs(urlsplit(leave(visitor)).query)

    assert query["redirect_uri"] == [f"{URL}/api/auth/callback/google"]
    assert query["scope"] == ["openid email profile"]
    assert query["response_type"] == ["code"]
    assert query["code_challenge_method"] == ["S256"]
    assert all(len(query[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))
    assert parse_qs(urlsplit(leave(visitor)).query)["state"] != query["state"]


def test_one_verified_address_is_one_person_at_both_providers(world: World, issuers: Issuers, email: str) -> None:
    register(issuers.google, f"g-{email}", email=email, email_verified=True, name="Alice")
    register(issuers.microsoft, f"m-{email}", email=email.upper(), email_verified=True, name="A. Ice")
    at_google, at_microsoft = world.visitor(), world.visitor()

    sign_in(at_google, "google", f"g-{email}")
    sign_in(at_microsoft, "microsoft", f"m-{email}")

    assert at_google.get("/api/auth/me").json()["id"] == at_microsoft.get("/api/auth/me").json()["id"]


@pytest.mark.parametrize("verified", [False, None, "true"])
def test_unverified_address_is_refused(visitor: httpx.Client, issuers: Issuers, email: str, verified: object) -> None:
    claim = {} if verified is None else {"email_verified": verified}
    register(issuers.google, email, email=email, name="Mallory", **claim)

    assert sign_in(visitor, "google", email) == "/login?problem=email-unverified"
    assert not is_signed_in(visitor)


def test_callback_with_another_state_is_refused(visitor: httpx.Client, issuers: Issuers, email: str) -> None:
    register(issuers.google, email, email=email, email_verified=True)
    callback = httpx.URL(consent(leave(visitor), email))

    for forged in (callback.copy_set_param("state", "made-up"), callback.copy_remove_param("state")):
        assert come_back(visitor, str(forged)) == "/login?problem=state-mismatch"
    assert not is_signed_in(visitor)


def test_callback_in_another_browser_is_refused(
    world: World, visitor: httpx.Client, issuers: Issuers, email: str
) -> None:
    """Else a victim could be signed in as the attacker."""
    register(issuers.google, email, email=email, email_verified=True)
    callback, other = consent(leave(visitor), email), world.visitor()
    leave(other)

    assert come_back(other, callback) == "/login?problem=state-mismatch"
    assert come_back(world.visitor(), callback) == "/login?problem=state-mismatch"
    assert not is_signed_in(other)


def test_two_tabs_of_one_browser_sign_in_side_by_side(visitor: httpx.Client, issuers: Issuers, email: str) -> None:
    register(issuers.google, email, email=email, email_verified=True)
    first, second = leave(visitor, return_to="/quests"), leave(visitor, return_to="/habits")

    assert come_back(visitor, consent(first, email)) == "/quests"
    assert come_back(visitor, consent(second, email)) == "/habits"


def test_callback_of_another_provider_is_refused(visitor: httpx.Client, issuers: Issuers, email: str) -> None:
    register(issuers.google, email, email=email, email_verified=True)
    callback = consent(leave(visitor), email).replace("/callback/google", "/callback/microsoft")

    assert come_back(visitor, callback) == "/login?problem=state-mismatch"


def test_callback_works_once(visitor: httpx.Client, issuers: Issuers, email: str) -> None:
    register(issuers.google, email, email=email, email_verified=True)
    callback = consent(leave(visitor), email)
    come_back(visitor, callback)
    visitor.cookies.delete("passion_session")

    assert come_back(visitor, callback) == "/login?problem=attempt-used"
    assert not is_signed_in(visitor)


def test_callback_after_ten_minutes_is_refused(
    world: World, visitor: httpx.Client, issuers: Issuers, email: str
) -> None:
    register(issuers.google, email, email=email, email_verified=True)
    callback = consent(leave(visitor), email)
    world.clock.pass_by(timedelta(minutes=10))

    assert come_back(visitor, callback) == "/login?problem=attempt-expired"
    assert not is_signed_in(visitor)


@pytest.mark.parametrize(("asked", "waited", "refused"), [("2", 1, False), ("2", 2, True), ("3600", 600, True)])
def test_wait_can_be_asked_shorter_but_not_longer(
    world: World, visitor: httpx.Client, issuers: Issuers, email: str, asked: str, waited: int, *, refused: bool
) -> None:
    register(issuers.google, email, email=email, email_verified=True)
    callback = consent(leave(visitor, expires_in=asked), email)
    world.clock.pass_by(timedelta(seconds=waited))

    assert come_back(visitor, callback) == ("/login?problem=attempt-expired" if refused else HOME)


def test_denial_at_the_provider_is_told(visitor: httpx.Client) -> None:
    page = leave(visitor)
    state = parse_qs(urlsplit(page).query)["state"][0]
    denied = f"/api/auth/callback/google?error=access_denied&state={state}"

    assert come_back(visitor, denied) == "/login?problem=provider-refused"


def test_code_of_another_sign_in_is_refused(world: World, visitor: httpx.Client, issuers: Issuers, email: str) -> None:
    """A stolen code does not match the verifier of the attempt that it is injected into."""
    register(issuers.google, email, email=email, email_verified=True)
    stolen = httpx.URL(consent(leave(visitor), email)).params["code"]
    thief = world.visitor()
    own = httpx.URL(consent(leave(thief), email))

    assert come_back(thief, str(own.copy_set_param("code", stolen))) == "/login?problem=provider-refused"
    assert not is_signed_in(thief)


def test_token_for_another_attempt_is_refused(
    world: World, visitor: httpx.Client, issuers: Issuers, email: str
) -> None:
    register(issuers.google, email, email=email, email_verified=True)
    page = httpx.URL(leave(visitor))
    callback = consent(str(page.copy_set_param("nonce", "another")), email)

    assert come_back(visitor, callback) == "/login?problem=provider-refused"


def test_unknown_provider_is_not_found(visitor: httpx.Client) -> None:
    answer = visitor.get("/api/auth/login/nobody")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


def test_provider_that_does_not_answer_is_told(sqlite: str) -> None:
    gone = Provider.model_validate(
        {"id": "gone", "title": "Gone", "issuer": "http://127.0.0.1:1", "client_id": "c", "client_secret": "s"}
    )
    world = World(Settings(database_url=sqlite, public_url=URL, providers=(gone,)))

    answer = world.visitor().get("/api/auth/login/gone")
    health = world.visitor().get("/api/health/identity")

    world.close()
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?problem=provider-refused")
    assert (health.status_code, health.json()["reason"]) == (503, "gone: ConnectError")


def test_providers_are_listed_with_their_titles(visitor: httpx.Client) -> None:
    offered = visitor.get("/api/auth/providers").json()["providers"]

    assert offered == [{"id": "google", "title": "Google"}, {"id": "microsoft", "title": "Microsoft"}]


@pytest.mark.parametrize(
    ("wanted", "granted"),
    [
        ("/quests", "/quests"),
        ("/focus?date=2025-03-30#now", "/focus?date=2025-03-30#now"),
        (None, HOME),
        ("", HOME),
        ("quests", HOME),
        ("//evil.test", HOME),
        ("///evil.test", HOME),
        ("/\\evil.test", HOME),
        ("\\\\evil.test", HOME),
        ("https://evil.test/", HOME),
        ("javascript:alert(1)", HOME),
        ("/\t/evil.test", HOME),
        ("/x\r\nSet-Cookie: a=b", HOME),
        ("/" + "x" * 2000, HOME),
    ],
)
def test_only_paths_of_ours_are_returned_to(wanted: str | None, granted: str) -> None:
    assert default_seams(Settings()).services.sign_in.return_address(wanted) == granted


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    visitor: httpx.Client, issuers: Issuers, email: str
) -> None:
    register(issuers.google, email, email=email, email_verified=True)
    begun = visitor.get("/api/auth/login/google")
    done = visitor.get(consent(begun.headers["location"], email))

    for answer, name, path in ((begun, "passion_signin", "/api/auth"), (done, "passion_session", "/")):
        kept, *flags = answer.headers["set-cookie"].split("; ")
        assert kept.startswith(f"{name}=")
        assert {"HttpOnly", "SameSite=lax", f"Path={path}"} <= set(flags)
