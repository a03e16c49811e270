"""Habits and their check-ins in the database."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from reference_server.store.insertion import add_once, insert_once
from reference_server.store.ordered import changed
from reference_server.store.paging import Page, page
from reference_server.store.tables import CheckIn, Habit


class Habits:
    """Questions about one person's habits at a time."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def add_once(self, habit: Habit) -> bool:
        """Store a new habit; False when its id is in use, whoever's."""
        return add_once(self.session, habit)

    def find(self, person_id: str, habit_id: str) -> Habit | None:
        """Return the person's habit; None also when it is another person's."""
        return self.session.scalar(select(Habit).where(Habit.id == habit_id, Habit.person_id == person_id))

    def all(self, person_id: str) -> Sequence[Habit]:
        """Return all of the person's habits, newest first."""
        wanted = select(Habit).where(Habit.person_id == person_id)
        return self.session.scalars(wanted.order_by(Habit.created_at.desc(), Habit.id.desc())).all()

    def page(self, person_id: str, archived: bool | None, limit: int, cursor: str | None) -> Page[Habit]:
        """Return a part of the person's habits, archived, not, or both, newest first."""
        wanted = select(Habit).where(Habit.person_id == person_id)
        if archived is not None:
            wanted = wanted.where(Habit.archived.is_(archived))
        return page(self.session, wanted, Habit, limit, cursor)

    def due(self, person_id: str, day: date) -> Sequence[Habit]:
        """Return the habits that are kept on this day, oldest first."""
        return self.session.scalars(
            select(Habit)
            .where(Habit.person_id == person_id, Habit.archived.is_(False), Habit.start_date <= day)
            .order_by(Habit.created_at, Habit.id)
        ).all()

    def delete(self, habit: Habit) -> None:
        """Delete the habit and its check-ins."""
        self.session.delete(habit)

    def check_ins(self, habit_ids: Sequence[str]) -> dict[str, list[date]]:
        """Return the days on which each of the habits was checked in, oldest first."""
        days: dict[str, list[date]] = {habit_id: [] for habit_id in habit_ids}
        wanted = select(CheckIn.habit_id, CheckIn.local_date).where(CheckIn.habit_id.in_(habit_ids))
        for habit_id, day in self.session.execute(wanted.order_by(CheckIn.local_date)):
            days[habit_id].append(day)
        return days

    def check_in(self, habit_id: str, day: date, at: datetime) -> bool:
        """Count the day; False when it already counted."""
        return insert_once(self.session, CheckIn, {"habit_id": habit_id, "local_date": day, "occurred_at": at})

    def undo_check_in(self, habit_id: str, day: date) -> None:
        """Count the day no longer."""
        self.session.execute(delete(CheckIn).where(CheckIn.habit_id == habit_id, CheckIn.local_date == day))

    def changed(self, person_id: str, since: int, most: int) -> Sequence[Habit]:
        """Return what of these changed after `since`, in that order, at most so many."""
        return changed(self.session, Habit, person_id, since, most)
