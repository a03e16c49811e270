"""Who a request comes from: browser sessions and bearer tokens."""

from dataclasses import dataclass
from datetime import timedelta

from reference_server.contract.people import Token
from reference_server.ids import hashed
from reference_server.services.refusals import CookieNeeded, SignedOut
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work


@dataclass(frozen=True)
class Caller:
    """A signed-in person and the session behind the request; `browser` when a cookie, not a token, signed it."""

    person_id: str
    session_id: str
    browser: bool


@dataclass(frozen=True)
class Opened:
    """A new session; the secret goes into the browser's cookie, for as long as it lives, and is stored nowhere."""

    secret: str
    lifetime: timedelta


class Sessions:
    """Rules about sessions and tokens."""

    def __init__(self, tools: Tools, session_lifetime: timedelta, token_lifetime: timedelta) -> None:
        self.tools = tools
        self.session_lifetime = session_lifetime
        self.token_lifetime = token_lifetime

    def open(self, work: Work, person_id: str) -> Opened:
        """Begin a session for a person who has proved who they are."""
        now, secret = self.tools.now(), self.tools.ids.new_secret()
        work.sessions.forget_expired(person_id, now)
        work.sessions.add(
            tables.Session(
                id=self.tools.ids.new_id(),
                person_id=person_id,
                secret_hash=hashed(secret),
                expires_at=now + self.session_lifetime,
            )
        )
        return Opened(secret, self.session_lifetime)

    def by_cookie(self, secret: str) -> Caller:
        """Return who this cookie signs in; SignedOut when nobody."""
        with self.tools.store.begin(write=False) as work:
            session = work.sessions.with_cookie(hashed(secret))
            if session is None or not self.is_alive(session):
                raise SignedOut
            return Caller(session.person_id, session.id, browser=True)

    def by_bearer(self, secret: str) -> Caller:
        """Return who this token signs in; SignedOut when nobody."""
        with self.tools.store.begin(write=False) as work:
            token = work.sessions.with_token(hashed(secret))
            if token is None or token.expires_at <= self.tools.now():
                raise SignedOut
            return Caller(token.person_id, token.session_id, browser=False)

    def is_alive(self, session: tables.Session) -> bool:
        """Say whether the session was neither ended nor has expired."""
        return session.ended_at is None and session.expires_at > self.tools.now()

    def issue_token(self, caller: Caller) -> Token:
        """Give the browser's person a bearer token, which never outlives the session."""
        if not caller.browser:
            raise CookieNeeded
        secret = self.tools.ids.new_secret()
        with self.tools.store.begin() as work:
            session = work.sessions.lock(caller.session_id)
            if session is None or not self.is_alive(session):
                raise SignedOut
            expires_at = min(session.expires_at, self.tools.now() + self.token_lifetime)
            work.sessions.add(
                tables.BearerToken(
                    id=self.tools.ids.new_id(),
                    session_id=session.id,
                    person_id=session.person_id,
                    secret_hash=hashed(secret),
                    expires_at=expires_at,
                )
            )
        return Token(access_token=secret, expires_at=expires_at)

    def sign_out(self, caller: Caller) -> None:
        """End the session and every token issued from it."""
        with self.tools.store.begin() as work:
            work.sessions.lock(caller.session_id)  # no token is issued between the two
            self.revoke(work, caller.session_id)
            self.revoke_tokens(work, caller.session_id)

    def revoke(self, work: Work, session_id: str) -> None:
        """End a browser session."""
        work.sessions.end(session_id, self.tools.now())

    def revoke_tokens(self, work: Work, session_id: str) -> None:
        """End the tokens issued from a session."""
        work.sessions.delete_tokens(session_id)
