"""Vaults in the database: wraps, grants, locks that were carried out, and wrong guesses."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from reference_server.store.tables import Grant, Guesses, LockCommand, Vault, Wrap


class Vaults:
    """Questions about one person's vault at a time."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, row: Vault | Wrap | LockCommand) -> None:
        """Store something new."""
        self.session.add(row)

    def find(self, person_id: str) -> Vault | None:
        """Return the person's vault, if they have one."""
        return self.session.get(Vault, person_id)

    def wraps(self, person_id: str) -> Sequence[Wrap]:
        """Return every wrap that the person has."""
        return self.session.scalars(
            select(Wrap).where(Wrap.person_id == person_id).order_by(Wrap.by, Wrap.kid, Wrap.by_id)
        ).all()

    def delete_wraps(self, person_id: str, by: str, kid: str | None = None) -> None:
        """Forget the wraps of a kind, of one key or of all."""
        unwanted = delete(Wrap).where(Wrap.person_id == person_id, Wrap.by == by)
        self.session.execute(unwanted if kid is None else unwanted.where(Wrap.kid == kid))

    def locked_by(self, person_id: str, op_id: str) -> LockCommand | None:
        """Return the lock that was carried out under this name."""
        return self.session.get(LockCommand, (person_id, op_id))

    def grant_of(self, session_id: str) -> Grant | None:
        """Return what the session was granted, whether it still holds or not."""
        return self.session.get(Grant, session_id)

    def grants_of(self, person_id: str, epoch: int) -> Sequence[Grant]:
        """Return what the person's sessions were granted in an epoch, whether it still holds or not."""
        return self.session.scalars(select(Grant).where(Grant.person_id == person_id, Grant.epoch == epoch)).all()

    def put_grant(self, grant: Grant) -> Grant:
        """Store the grant in place of the one that its session had."""
        return self.session.merge(grant)

    def end_grants_by(self, person_id: str, instant: datetime) -> None:
        """Let none of the person's grants last longer."""
        longer = Grant.person_id == person_id, Grant.expires_at > instant
        self.session.execute(update(Grant).where(*longer).values(expires_at=instant))

    def guesses(self, person_id: str, purpose: str) -> Guesses | None:
        """Return the wrong guesses in a row."""
        return self.session.get(Guesses, (person_id, purpose))

    def put_guesses(self, guesses: Guesses) -> None:
        """Store the wrong guesses in place of those before."""
        self.session.merge(guesses)

    def forget_guesses(self, person_id: str, purpose: str) -> None:
        """Forget the wrong guesses."""
        self.session.execute(delete(Guesses).where(Guesses.person_id == person_id, Guesses.purpose == purpose))
