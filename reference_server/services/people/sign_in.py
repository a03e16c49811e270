"""Signing in: an attempt belongs to one browser, can be finished once, and soon expires."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from reference_server.contract.people import Providers, ProviderView
from reference_server.id_token import Claims, IdentityError
from reference_server.ids import hashed
from reference_server.services.people.accounts import Accounts
from reference_server.services.people.sessions import Opened, Sessions
from reference_server.services.refusals import NotFound, SignInRefused
from reference_server.services.tools import Tools
from reference_server.store.tables import SignInAttempt
from reference_server.store.work import Work

HOME = "/today"
KEPT_AFTER_EXPIRY = timedelta(days=1)
LONGEST_RETURN_ADDRESS = 2000


class Identity(Protocol):
    """What sign-in needs of an OpenID client."""

    @property
    def titles(self) -> dict[str, str]:
        """Titles of the providers by their ids."""
        ...

    def authorization_url(self, provider: str, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
        """Return where the browser goes to sign in."""
        ...

    def exchange(self, provider: str, redirect_uri: str, code: str, nonce: str, verifier: str) -> Claims:
        """Return what the provider vouches for."""
        ...


@dataclass(frozen=True)
class Started:
    """Where the browser goes, and the secret that it keeps in a cookie meanwhile."""

    url: str
    browser_secret: str


@dataclass(frozen=True)
class Callback:
    """What the browser brought back from the provider, whether true or not."""

    provider: str
    redirect_uri: str
    state: str | None
    code: str | None
    browser_secret: str | None


@dataclass(frozen=True)
class SignedIn:
    """A finished sign-in."""

    session: Opened
    return_to: str


class SignIn:
    """Rules about signing in."""

    def __init__(
        self, tools: Tools, identity: Identity, accounts: Accounts, sessions: Sessions, lifetime: timedelta
    ) -> None:
        self.tools = tools
        self.identity = identity
        self.accounts = accounts
        self.sessions = sessions
        self.lifetime = lifetime

    def providers(self) -> Providers:
        """Return the providers on offer."""
        offered = self.identity.titles.items()
        return Providers(providers=[ProviderView(id=provider, title=title) for provider, title in offered])

    def begin(
        self,
        provider: str,
        redirect_uri: str,
        return_to: str | None,
        expires_in: int | None = None,
        browser_secret: str | None = None,
    ) -> Started:
        """Begin an attempt; NotFound for an unknown provider, SignInRefused when it does not answer.

        A browser that has a secret keeps it, so that several tabs can sign in side by side.
        """
        if provider not in self.identity.titles:
            raise NotFound("provider")
        state, nonce, verifier = (self.tools.ids.new_secret() for _ in range(3))
        browser = browser_secret or self.tools.ids.new_secret()
        try:
            url = self.identity.authorization_url(provider, redirect_uri, state, nonce, verifier)
        except IdentityError as error:
            raise SignInRefused("provider-refused") from error
        now = self.tools.now()
        with self.tools.store.begin() as work:
            work.attempts.forget_before(now - KEPT_AFTER_EXPIRY)
            work.attempts.add(
                SignInAttempt(
                    state_hash=hashed(state),
                    browser_hash=hashed(browser),
                    provider=provider,
                    nonce=nonce,
                    verifier=verifier,
                    return_to=self.return_address(return_to),
                    expires_at=now + self.lifetime_of(expires_in),
                )
            )
        return Started(url, browser)

    def lifetime_of(self, expires_in: int | None) -> timedelta:
        """Return how long an attempt lives: as long as was asked for, in seconds, but never longer than is set."""
        return self.lifetime if expires_in is None else min(self.lifetime, timedelta(seconds=expires_in))

    def finish(self, callback: Callback) -> SignedIn:
        """Turn a callback into a session; SignInRefused, and never a session, when anything is amiss."""
        attempt = self.claim(callback)
        claims = self.vouched(callback, attempt)
        self.check_email_verified(claims)
        with self.tools.store.begin() as work:
            person_id = self.accounts.join(work, claims)
            return SignedIn(self.sessions.open(work, person_id), attempt.return_to)

    def claim(self, callback: Callback) -> SignInAttempt:
        """Return the attempt that the callback belongs to, used up from now on."""
        with self.tools.store.begin() as work:
            attempt = self.find_attempt(work, callback)
            self.check_browser(callback, attempt)
            self.spend(work, attempt)
            self.check_age(attempt)
            return attempt

    def find_attempt(self, work: Work, callback: Callback) -> SignInAttempt:
        """Return the attempt whose state came back; nobody can guess one."""
        attempt = work.attempts.with_state(hashed(callback.state or ""))
        if attempt is None or attempt.provider != callback.provider:
            raise SignInRefused("state-mismatch")
        return attempt

    def check_browser(self, callback: Callback, attempt: SignInAttempt) -> None:
        """Refuse a callback that another browser brings: its owner would be signed in as somebody else."""
        if callback.browser_secret is None or hashed(callback.browser_secret) != attempt.browser_hash:
            raise SignInRefused("state-mismatch")

    def spend(self, work: Work, attempt: SignInAttempt) -> None:
        """Use the attempt up; of several requests at the same time one succeeds."""
        if not work.attempts.spend(attempt.state_hash, self.tools.now()):
            raise SignInRefused("attempt-used")

    def check_age(self, attempt: SignInAttempt) -> None:
        """Refuse an attempt that has expired."""
        if attempt.expires_at <= self.tools.now():
            raise SignInRefused("attempt-expired")

    def vouched(self, callback: Callback, attempt: SignInAttempt) -> Claims:
        """Return what the provider vouches for in exchange for the code."""
        if callback.code is None:
            raise SignInRefused("provider-refused")
        try:
            return self.identity.exchange(
                callback.provider, callback.redirect_uri, callback.code, attempt.nonce, attempt.verifier
            )
        except IdentityError as error:
            raise SignInRefused("provider-refused") from error

    def check_email_verified(self, claims: Claims) -> None:
        """Refuse an address that the provider has not verified: accounts are joined by it."""
        if not claims.email or not claims.email_verified:
            raise SignInRefused("email-unverified")

    def return_address(self, wanted: str | None) -> str:
        """Return where to go after signing in: a path of ours, whatever was asked for."""
        path = wanted or ""
        is_ours = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
        return path if is_ours and len(path) <= LONGEST_RETURN_ADDRESS else HOME
