"""Sessions, bearer tokens, and sign-ins under way."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session as Connection

from reference_server.store.tables import BearerToken, Session, SignInAttempt


class Sessions:
    """Questions about what signs requests in."""

    def __init__(self, session: Connection) -> None:
        self.session = session

    def add(self, row: Session | BearerToken) -> None:
        """Remember a session or a token."""
        self.session.add(row)

    def lock(self, session_id: str) -> Session | None:
        """Return the session, alive or not, and let nobody else end it or issue tokens from it meanwhile."""
        return self.session.scalar(select(Session).where(Session.id == session_id).with_for_update())

    def with_cookie(self, secret_hash: str) -> Session | None:
        """Return the session of this cookie, alive or not."""
        return self.session.scalar(select(Session).where(Session.secret_hash == secret_hash))

    def with_token(self, secret_hash: str) -> BearerToken | None:
        """Return this token, alive or not."""
        return self.session.scalar(select(BearerToken).where(BearerToken.secret_hash == secret_hash))

    def end(self, session_id: str, at: datetime) -> None:
        """Mark a session as ended."""
        self.session.execute(update(Session).where(Session.id == session_id).values(ended_at=at))

    def delete_tokens(self, session_id: str) -> None:
        """Forget every token issued from a session."""
        self.session.execute(delete(BearerToken).where(BearerToken.session_id == session_id))

    def forget_expired(self, person_id: str, now: datetime) -> None:
        """Delete a person's sessions that are over, with their tokens."""
        self.session.execute(delete(Session).where(Session.person_id == person_id, Session.expires_at <= now))


class Attempts:
    """Questions about sign-ins under way."""

    def __init__(self, session: Connection) -> None:
        self.session = session

    def add(self, attempt: SignInAttempt) -> None:
        """Remember an attempt."""
        self.session.add(attempt)

    def with_state(self, state_hash: str) -> SignInAttempt | None:
        """Return the attempt of this state, usable or not."""
        return self.session.get(SignInAttempt, state_hash)

    def spend(self, state_hash: str, now: datetime) -> bool:
        """Use the attempt up; False when another request was first."""
        unspent = SignInAttempt.state_hash == state_hash, SignInAttempt.spent_at.is_(None)
        spent = update(SignInAttempt).where(*unspent).values(spent_at=now).returning(SignInAttempt.state_hash)
        return self.session.execute(spent).first() is not None

    def forget_before(self, instant: datetime) -> None:
        """Delete attempts that expired before this instant."""
        self.session.execute(delete(SignInAttempt).where(SignInAttempt.expires_at < instant))
