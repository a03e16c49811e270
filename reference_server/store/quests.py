"""Quests in the database."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_

from reference_server.store.owned import Owned
from reference_server.store.paging import Page
from reference_server.store.tables import Quest

_IN_STATUS: dict[str, tuple[ColumnElement[bool], ...]] = {
    "active": (Quest.archived.is_(False), Quest.completed_on.is_(None)),
    "completed": (Quest.archived.is_(False), Quest.completed_on.is_not(None)),
    "archived": (Quest.archived.is_(True),),
}


class Quests(Owned[Quest]):
    """Questions about one person's quests at a time."""

    table = Quest

    def page(self, person_id: str, status: str | None, limit: int, cursor: str | None) -> Page[Quest]:
        """Return a part of the person's quests, of one status or all, newest first."""
        return self.part(person_id, limit, cursor, *_IN_STATUS.get(status or "", ()))

    def due(self, person_id: str, day: date) -> Sequence[Quest]:
        """Return active quests that have started by this day and those completed on it, oldest first."""
        open_then = Quest.completed_on.is_(None) & (Quest.start_date <= day)
        return self.oldest_first(person_id, Quest.archived.is_(False), or_(open_then, Quest.completed_on == day))
