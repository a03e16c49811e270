"""Habits and their check-ins in the database."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, select

from reference_server.store.insertion import insert_once
from reference_server.store.owned import Owned
from reference_server.store.paging import Page
from reference_server.store.tables import CheckIn, Habit


class Habits(Owned[Habit]):
    """Questions about one person's habits at a time."""

    table = Habit

    def page(self, person_id: str, archived: bool | None, limit: int, cursor: str | None) -> Page[Habit]:
        """Return a part of the person's habits, archived, not, or both, newest first."""
        such = () if archived is None else (Habit.archived.is_(archived),)
        return self.part(person_id, limit, cursor, *such)

    def due(self, person_id: str, day: date) -> Sequence[Habit]:
        """Return the habits that are kept on this day, oldest first."""
        return self.oldest_first(person_id, Habit.archived.is_(False), Habit.start_date <= day)

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
