"""Focus sessions in the database."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reference_server.store.ordered import changed
from reference_server.store.paging import Page, page
from reference_server.store.tables import FocusSession

OPEN = ("running", "paused")


class FocusSessions:
    """Questions about one person's sessions at a time."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, focus: FocusSession) -> None:
        """Store a new session."""
        self.session.add(focus)

    def find(self, person_id: str, focus_id: str) -> FocusSession | None:
        """Return the person's session; None also when it is another person's."""
        mine = FocusSession.id == focus_id, FocusSession.person_id == person_id
        return self.session.scalar(select(FocusSession).where(*mine))

    def open_of(self, person_id: str) -> FocusSession | None:
        """Return the session that is running or paused, if there is one."""
        mine = FocusSession.person_id == person_id, FocusSession.state.in_(OPEN)
        return self.session.scalars(select(FocusSession).where(*mine)).first()

    def all(self, person_id: str) -> Sequence[FocusSession]:
        """Return all of the person's sessions, newest first."""
        wanted = select(FocusSession).where(FocusSession.person_id == person_id)
        return self.session.scalars(wanted.order_by(FocusSession.created_at.desc(), FocusSession.id.desc())).all()

    def page(
        self, person_id: str, day: date | None, state: str | None, limit: int, cursor: str | None
    ) -> Page[FocusSession]:
        """Return a part of the person's sessions, newest first."""
        wanted = select(FocusSession).where(FocusSession.person_id == person_id)
        if day is not None:
            wanted = wanted.where(FocusSession.planned_date == day)
        if state is not None:
            wanted = wanted.where(FocusSession.state == state)
        return page(self.session, wanted, FocusSession, limit, cursor)

    def planned_on(self, person_id: str, day: date) -> Sequence[FocusSession]:
        """Return the sessions planned for this day, in whatever state, oldest first."""
        return self.session.scalars(
            select(FocusSession)
            .where(FocusSession.person_id == person_id, FocusSession.planned_date == day)
            .order_by(FocusSession.created_at, FocusSession.id)
        ).all()

    def delete(self, focus: FocusSession) -> None:
        """Delete the session."""
        self.session.delete(focus)

    def changed(self, person_id: str, since: int, most: int) -> Sequence[FocusSession]:
        """Return what of these changed after `since`, in that order, at most so many."""
        return changed(self.session, FocusSession, person_id, since, most)
