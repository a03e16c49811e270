"""Past revisions of items in the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from reference_server.store.tables import Revision


class Revisions:
    """Questions about what items were before."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, revision: Revision) -> None:
        """Keep a revision."""
        self.session.add(revision)

    def of(self, item_id: str) -> Sequence[Revision]:
        """Return an item's past revisions, newest first."""
        return self.session.scalars(
            select(Revision).where(Revision.item_id == item_id).order_by(Revision.rev.desc())
        ).all()

    def all(self, person_id: str) -> dict[str, list[Revision]]:
        """Return the past revisions of all items of a person by the items' ids, each newest first."""
        found: dict[str, list[Revision]] = {}
        wanted = select(Revision).where(Revision.person_id == person_id).order_by(Revision.rev.desc())
        for revision in self.session.scalars(wanted):
            found.setdefault(revision.item_id, []).append(revision)
        return found

    def forget(self, item_id: str) -> None:
        """Delete an item's past."""
        self.session.execute(delete(Revision).where(Revision.item_id == item_id))

    def owners_of_older(self, mode: str, than: datetime) -> Sequence[str]:
        """Return the people who have revisions of this mode from before."""
        return self.session.scalars(select(Revision.person_id).where(*_older(mode, than))).all()

    def forget_older(self, person_id: str, mode: str, than: datetime) -> None:
        """Delete the revisions of a person, of this mode, from before."""
        self.session.execute(delete(Revision).where(Revision.person_id == person_id, *_older(mode, than)))


def _older(mode: str, than: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Revision.mode == mode, Revision.saved_at < than
