"""Quests in the database."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from reference_server.store.insertion import add_once
from reference_server.store.ordered import changed
from reference_server.store.paging import Page, page
from reference_server.store.tables import Quest

_IN_STATUS: dict[str, tuple[ColumnElement[bool], ...]] = {
    "active": (Quest.archived.is_(False), Quest.completed_on.is_(None)),
    "completed": (Quest.archived.is_(False), Quest.completed_on.is_not(None)),
    "archived": (Quest.archived.is_(True),),
}


class Quests:
    """Questions about one person's quests at a time."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add_once(self, quest: Quest) -> bool:
        """Store a new quest with its steps; False when one of their ids is in use, whoever's."""
        return add_once(self.session, quest)

    def find(self, person_id: str, quest_id: str) -> Quest | None:
        """Return the person's quest; None also when it is another person's."""
        return self.session.scalar(select(Quest).where(Quest.id == quest_id, Quest.person_id == person_id))

    def all(self, person_id: str) -> Sequence[Quest]:
        """Return all of the person's quests, newest first."""
        wanted = select(Quest).where(Quest.person_id == person_id)
        return self.session.scalars(wanted.order_by(Quest.created_at.desc(), Quest.id.desc())).all()

    def page(self, person_id: str, status: str | None, limit: int, cursor: str | None) -> Page[Quest]:
        """Return a part of the person's quests, of one status or all, newest first."""
        wanted = select(Quest).where(Quest.person_id == person_id, *_IN_STATUS.get(status or "", ()))
        return page(self.session, wanted, Quest, limit, cursor)

    def due(self, person_id: str, day: date) -> Sequence[Quest]:
        """Return active quests that have started by this day and those completed on it, oldest first."""
        open_then = Quest.completed_on.is_(None) & (Quest.start_date <= day)
        return self.session.scalars(
            select(Quest)
            .where(Quest.person_id == person_id, Quest.archived.is_(False))
            .where(or_(open_then, Quest.completed_on == day))
            .order_by(Quest.created_at, Quest.id)
        ).all()

    def delete(self, quest: Quest) -> None:
        """Delete the quest and its steps."""
        self.session.delete(quest)

    def changed(self, person_id: str, since: int, most: int) -> Sequence[Quest]:
        """Return what of these changed after `since`, in that order, at most so many."""
        return changed(self.session, Quest, person_id, since, most)
