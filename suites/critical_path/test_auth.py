"""People get in through their identity provider, and nobody else does."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from fixtures.api.session import COOKIE, refused_with
from fixtures.devices.browser_device import BrowserDevice
from fixtures.eventually import eventually
from fixtures.people.actors import Person
from fixtures.people.ledger import Account
from fixtures.people.signin import ATTEMPT_COOKIE, Attempt, AuthorizationRequest, Callback
from fixtures.screens.focus import FocusScreen
from fixtures.screens.habits import HabitsScreen
from fixtures.screens.identity import IdentityScreen
from fixtures.screens.login import LoginScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.screens.settings import SettingsScreen
from fixtures.screens.today import TodayScreen
from fixtures.target.profiles import Target

PROTECTED = (TodayScreen, FocusScreen, QuestsScreen, SettingsScreen, HabitsScreen)
OFF_SITE = ("https://evil.example/", "//evil.example/", "/\\evil.example/", "https:evil.example")
SENTENCE = re.compile(r"\w+\W+\w+\W+\w+")


def consent(device: BrowserDevice, person: Person, account: Account | None = None) -> AuthorizationRequest:
    """Consent on the provider's page that the device was sent to; return what the product asked of the provider."""
    identity = IdentityScreen(device.page)
    expect(identity.authorize).to_be_visible()
    request = AuthorizationRequest.parse(device.page.url)
    person.sign_in.introduce(request, account or person.account)
    identity.subject.fill((account or person.account).subject)
    identity.authorize.click()
    return request


@pytest.mark.case("CP-AUTH-01")
def test_signing_in_through_the_provider_lands_on_today(alice: Person) -> None:
    """A person who signs in at the identity provider MUST land on Today and be greeted by name."""
    phone = alice.device("phone", signed_in=False)

    phone.open(LoginScreen).google.click()
    request = consent(phone, alice)

    expect(phone.shows(TodayScreen).greeting).to_have_text(f"Hello, {alice.name}")
    assert phone.api.account.me().email == alice.account.email
    assert (request.response_type, request.code_challenge_method) == ("code", "S256")
    assert min(len(request.state), len(request.nonce)) >= 16
    session = phone.cookie(COOKIE)
    assert session
    assert session["httpOnly"]
    assert session["sameSite"] in {"Lax", "Strict"}


@pytest.mark.case("CP-AUTH-02")
def test_each_button_starts_its_own_providers_flow(
    alice: Person, target: Target, record_property: Callable[[str, object], None]
) -> None:
    """Each provider's button MUST start that provider's flow, and one verified e-mail MUST be one account."""
    phone, laptop = (alice.device(name, signed_in=False) for name in ("phone", "laptop"))
    at_work = replace_account(alice.account, subject="work", email=alice.account.email.upper())

    phone.open(LoginScreen).google.click()
    google = consent(phone, alice)
    laptop.open(LoginScreen).microsoft.click()
    microsoft = consent(laptop, alice, at_work)

    phone.shows(TodayScreen)
    laptop.shows(TodayScreen)
    assert phone.api.account.me().id == laptop.api.account.me().id
    for request, provider in ((google, "google"), (microsoft, "microsoft")):
        if pages := target.providers.get(provider):
            assert request.endpoint.startswith(f"{pages.rstrip('/')}/")
        else:
            record_property("not shown", f"that {provider}'s button leads to {provider}: the profile names no address")
        assert request.redirect_uri == target.address(f"/api/auth/callback/{provider}")
        assert request.code_challenge_method == "S256"
        assert {"openid", "email"} <= request.scope
    for part in ("endpoint", "client_id", "state", "nonce", "code_challenge"):
        assert getattr(google, part)
        assert getattr(google, part) != getattr(microsoft, part), f"both providers are asked with one {part}"


@pytest.mark.case("CP-AUTH-03")
def test_a_visitor_is_sent_to_sign_in_then_to_the_page_asked_for(alice: Person, target: Target) -> None:
    """A signed-out visitor MUST be sent to sign in, then to the page asked for, and MUST NOT be sent off the site."""
    phone = alice.device("phone", signed_in=False)

    for screen in PROTECTED:
        phone.go(screen.path)
        phone.shows(LoginScreen)
    phone.shows(LoginScreen).google.click()
    consent(phone, alice)

    phone.shows(PROTECTED[-1])
    for address in OFF_SITE:
        landing = alice.sign_in.walk(alice.account, return_to=address)
        assert landing.location == target.address(TodayScreen.path), f"return_to={address!r} was followed"


@pytest.mark.case("CP-AUTH-04")
def test_signing_out_ends_the_session_everywhere(alice: Person) -> None:
    """After signing out, that session's cookie and tokens MUST be refused and its pages show nothing; others go on."""
    alice.api.habits.create("Play scales")
    phone, laptop = alice.device("phone"), alice.device("laptop")
    expect(phone.open(HabitsScreen).habit("Play scales").root).to_be_visible()
    today = phone.open(TodayScreen)
    cookie, bearer = phone.api, phone.api.with_token()
    assert (refused_with(cookie.account.me), refused_with(bearer.account.me)) == (None, None)
    laptop.open(TodayScreen)
    shown = phone.watch_for("Play scales")

    today.frame.sign_out.click()
    phone.shows(LoginScreen)
    phone.back()

    phone.shows(LoginScreen)
    assert shown == []
    assert (refused_with(cookie.account.me), refused_with(bearer.account.me)) == (401, 401)
    expect(laptop.reload(TodayScreen).habit("Play scales").root).to_be_visible()


Forgery = Callable[[Person, BrowserDevice], Callback]


def begin(person: Person, device: BrowserDevice, expires_in: timedelta | None = None) -> Attempt:
    """Begin a sign-in that is bound to the device."""
    attempt = person.sign_in.begin(expires_in=expires_in)
    device.keep(ATTEMPT_COOKIE, attempt.cookie)
    return attempt


def wrong_state(person: Person, device: BrowserDevice) -> Callback:
    """Bring back the right code with a made-up state."""
    attempt = begin(person, device)
    return person.sign_in.consent(attempt.request, person.account).with_state("x" * len(attempt.request.state))


def no_state(person: Person, device: BrowserDevice) -> Callback:
    """Bring back the right code with no state."""
    return person.sign_in.consent(begin(person, device).request, person.account).with_state("")


def replayed(person: Person, device: BrowserDevice) -> Callback:
    """Come back a second time in the same way."""
    attempt = begin(person, device)
    callback = person.sign_in.consent(attempt.request, person.account)
    assert person.sign_in.deliver(callback, attempt.cookie).session
    return callback


def reused_code(person: Person, device: BrowserDevice) -> Callback:
    """Bring a code that was used before to a fresh attempt."""
    used = replayed(person, device)
    return person.sign_in.consent(begin(person, device).request, person.account).with_code_of(used)


def stolen_code(person: Person, device: BrowserDevice) -> Callback:
    """Bring somebody else's unused code to one's own attempt, whose verifier does not fit it."""
    stolen = person.sign_in.consent(person.sign_in.begin().request, person.account)
    return person.sign_in.consent(begin(person, device).request, person.account).with_code_of(stolen)


def missing_verifier(person: Person, device: BrowserDevice) -> Callback:
    """Come back to a browser that lost what bound the attempt to it."""
    callback = person.sign_in.consent(begin(person, device).request, person.account)
    device.forget(ATTEMPT_COOKIE)
    return callback


def another_browsers(person: Person, device: BrowserDevice) -> Callback:
    """Bring the callback of an attempt that another browser began, to one with an attempt of its own."""
    callback = person.sign_in.consent(person.sign_in.begin().request, person.account)
    begin(person, device)
    return callback


def expired(person: Person, device: BrowserDevice) -> Callback:
    """Come back after the attempt's time is up; it was asked to be a second instead of ten minutes."""
    attempt = begin(person, device, expires_in=timedelta(seconds=1))
    over = datetime.now(UTC) + timedelta(seconds=1)
    callback = person.sign_in.consent(attempt.request, person.account)
    eventually(lambda: datetime.now(UTC), until=lambda now: now > over, awaiting="the attempt's end")
    return callback


def unverified_email(person: Person, device: BrowserDevice) -> Callback:
    """Come back as somebody who claims the person's e-mail address and has not proved it."""
    impostor = replace_account(person.account, subject="impostor")
    return person.sign_in.consent(begin(person, device).request, impostor, email_verified=False)


def replace_account(account: Account, *, subject: str, email: str | None = None) -> Account:
    """Return another identity at a provider that claims the same, or the given, e-mail address."""
    return account.model_copy(update={"subject": f"{subject}-{account.subject}", "email": email or account.email})


@pytest.mark.case("CP-AUTH-05")
@pytest.mark.parametrize(
    "forgery",
    [
        wrong_state,
        no_state,
        replayed,
        reused_code,
        stolen_code,
        missing_verifier,
        another_browsers,
        expired,
        unverified_email,
    ],
    ids=lambda forgery: forgery.__name__,
)
def test_a_forged_callback_gives_no_session(alice: Person, forgery: Forgery) -> None:
    """A forged, replayed or expired callback MUST end without a session and with a clear message."""
    phone = alice.device("phone", signed_in=False)
    callback = forgery(alice, phone)

    phone.go(callback.url)

    expect(phone.shows(LoginScreen).alert).to_have_text(SENTENCE)
    assert phone.cookie(COOKIE) is None
    assert refused_with(phone.api.account.me) == 401
