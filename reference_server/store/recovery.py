"""Recovery codes in the database."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from reference_server.store.tables import RecoveryCode, RecoverySet


class Recovery:
    """Questions about one person's recovery codes at a time."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def set_of(self, person_id: str) -> RecoverySet | None:
        """Return the set that counts, if there is one."""
        return self.session.get(RecoverySet, person_id)

    def codes(self, person_id: str) -> Sequence[RecoveryCode]:
        """Return the codes of the set that counts, in whatever state."""
        return self.session.scalars(select(RecoveryCode).where(RecoveryCode.person_id == person_id)).all()

    def find(self, person_id: str, code_id: str) -> RecoveryCode | None:
        """Return the person's code of this name."""
        return self.session.get(RecoveryCode, (person_id, code_id))

    def replace(self, kept: RecoverySet, codes: Iterable[RecoveryCode]) -> None:
        """Store a set in place of the one before."""
        self.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == kept.person_id))
        self.session.merge(kept)
        self.session.add_all(codes)
