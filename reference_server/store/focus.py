"""Focus sessions in the database."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from reference_server.store.owned import Owned
from reference_server.store.paging import Page
from reference_server.store.tables import FocusSession

OPEN = ("running", "paused")


class FocusSessions(Owned[FocusSession]):
    """Questions about one person's sessions at a time."""

    table = FocusSession

    def add(self, focus: FocusSession) -> None:
        """Store a new session."""
        self.session.add(focus)

    def open_of(self, person_id: str) -> FocusSession | None:
        """Return the session that is running or paused, if there is one."""
        mine = FocusSession.person_id == person_id, FocusSession.state.in_(OPEN)
        return self.session.scalars(select(FocusSession).where(*mine)).first()

    def page(
        self, person_id: str, day: date | None, state: str | None, limit: int, cursor: str | None
    ) -> Page[FocusSession]:
        """Return a part of the person's sessions, newest first."""
        on_day = () if day is None else (FocusSession.planned_date == day,)
        in_state = () if state is None else (FocusSession.state == state,)
        return self.part(person_id, limit, cursor, *on_day, *in_state)

    def planned_on(self, person_id: str, day: date) -> Sequence[FocusSession]:
        """Return the sessions planned for this day, in whatever state, oldest first."""
        return self.oldest_first(person_id, FocusSession.planned_date == day)
