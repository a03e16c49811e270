"""Sign-ins under way in the database."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from reference_server.store.tables import SignInAttempt


class Attempts:
    """Questions about sign-ins under way."""

    def __init__(self, session: Session) -> None:
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
