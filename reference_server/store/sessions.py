"""Sessions and bearer tokens in the database."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from reference_server.store import tables


class Sessions:
    """Questions about what signs requests in."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, row: tables.Session | tables.BearerToken) -> None:
        """Remember a session or a token."""
        self.session.add(row)

    def lock(self, session_id: str) -> tables.Session | None:
        """Return the session, alive or not, and let nobody else end it or issue tokens from it meanwhile."""
        return self.session.scalar(select(tables.Session).where(tables.Session.id == session_id).with_for_update())

    def find(self, session_id: str) -> tables.Session | None:
        """Return the session, alive or not."""
        return self.session.get(tables.Session, session_id)

    def with_cookie(self, secret_hash: str) -> tables.Session | None:
        """Return the session of this cookie, alive or not."""
        return self.session.scalar(select(tables.Session).where(tables.Session.secret_hash == secret_hash))

    def with_token(self, secret_hash: str) -> tables.BearerToken | None:
        """Return this token, alive or not."""
        return self.session.scalar(select(tables.BearerToken).where(tables.BearerToken.secret_hash == secret_hash))

    def end(self, session_id: str, at: datetime) -> None:
        """Mark a session as ended."""
        self.session.execute(update(tables.Session).where(tables.Session.id == session_id).values(ended_at=at))

    def delete_tokens(self, session_id: str) -> None:
        """Forget every token issued from a session."""
        self.session.execute(delete(tables.BearerToken).where(tables.BearerToken.session_id == session_id))

    def forget_expired(self, person_id: str, now: datetime) -> None:
        """Delete a person's sessions that are over, with their tokens."""
        self.session.execute(
            delete(tables.Session).where(tables.Session.person_id == person_id, tables.Session.expires_at <= now)
        )
