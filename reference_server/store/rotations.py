"""Rotations under way in the database."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from reference_server.store.tables import Rewrap, Rotation, Token, TokenSet


class Rotations:
    """Questions about one person's rotation at a time."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def replace(self, rotation: Rotation) -> None:
        """Store a rotation in place of an unfinished one, whose rewraps are forgotten."""
        self.end(rotation.person_id)
        self.session.add(rotation)

    def end(self, person_id: str) -> None:
        """Forget the rotation with its rewraps."""
        self.session.execute(delete(Rotation).where(Rotation.person_id == person_id))

    def find(self, person_id: str, rotation_id: str) -> Rotation | None:
        """Return the person's rotation; None also when it is another person's."""
        return self.session.scalar(select(Rotation).where(Rotation.id == rotation_id, Rotation.person_id == person_id))

    def put(self, rewrap: Rewrap) -> None:
        """Store an item sealed anew, in place of what came before."""
        self.session.merge(rewrap)

    def rewraps(self, rotation_id: str) -> Sequence[Rewrap]:
        """Return what has come so far."""
        return self.session.scalars(select(Rewrap).where(Rewrap.rotation_id == rotation_id)).all()

    def drop_tokens(self, person_id: str) -> None:
        """Forget the tokens of every item: they are of a key that counts no longer."""
        for table in (Token, TokenSet):
            self.session.execute(delete(table).where(table.person_id == person_id))
