"""What people earned."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reference_server.store.insertion import insert_once
from reference_server.store.ordered import changed
from reference_server.store.tables import Credit

Kind = Literal["focus_minutes", "reward_points"]


class Credits:
    """Questions about credits."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def grant_once(self, credit: Credit) -> bool:
        """Store the credit; False when its source has been credited before."""
        columns = Credit.__table__.columns.keys()
        return insert_once(self.session, Credit, {name: getattr(credit, name) for name in columns})

    def total(self, person_id: str, kind: Kind, on: date | None = None) -> int:
        """Return how much the person earned of a kind, on one day or in all."""
        wanted = select(func.coalesce(func.sum(Credit.amount), 0)).where(
            Credit.person_id == person_id, Credit.kind == kind
        )
        if on is not None:
            wanted = wanted.where(Credit.local_date == on)
        return int(self.session.scalars(wanted).one())

    def changed(self, person_id: str, since: int, most: int) -> Sequence[Credit]:
        """Return what of these changed after `since`, in that order, at most so many."""
        return changed(self.session, Credit, person_id, since, most)
