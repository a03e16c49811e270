"""Habits: a day counts once, and a streak is days in a row."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from reference_server.contract.base import Dated
from reference_server.contract.habits import (
    CheckIns,
    Habit,
    HabitChange,
    HabitDraft,
    HabitPage,
    HabitQuery,
    HabitRecord,
    Streak,
)
from reference_server.services.gathering import checked_cursor
from reference_server.services.moments import Moment
from reference_server.services.order import Order
from reference_server.services.people.accounts import Accounts
from reference_server.services.refusals import HabitNotDue, IdTaken, NotFound
from reference_server.services.tools import Tools
from reference_server.store import tables
from reference_server.store.work import Work


class Habits:
    """Rules about habits."""

    def __init__(self, tools: Tools, accounts: Accounts, order: Order) -> None:
        self.tools = tools
        self.accounts = accounts
        self.order = order

    def create(self, person_id: str, draft: HabitDraft) -> Habit:
        """Store a new habit; Invalid or DateOutOfRange when it makes no sense, IdTaken when its id was used before."""
        moment = self.tools.moments.of(draft)
        now, title = self.tools.now(), self.tools.limits.title(draft.title)
        with self.tools.store.begin() as work:
            self.accounts.lock(work, person_id)
            habit = tables.Habit(
                id=draft.id or self.tools.ids.new_id(),
                person_id=person_id,
                title=title,
                start_date=draft.start_date or moment.local_date,
                created_at=now,
                updated_at=now,
                seq=self.order.next(work, person_id),
            )
            if work.tombstones.is_spent(habit.id) or not work.habits.add_once(habit):
                raise IdTaken("habit")
        return self.view(habit, [], moment.local_date)

    def read(self, person_id: str, habit_id: str, day: date) -> Habit:
        """Return the person's habit as it is on a day; NotFound."""
        with self.tools.store.begin(write=False) as work:
            return self.seen(work, self.find_owned(work, person_id, habit_id), day)

    def listing(self, person_id: str, query: HabitQuery, day: date) -> HabitPage:
        """Return a part of the person's habits as they are on a day, newest first."""
        with self.tools.store.begin(write=False) as work:
            with checked_cursor():
                page = work.habits.page(person_id, query.archived, query.limit, query.cursor)
            return HabitPage(items=self.views(work, page.rows, day), next_cursor=page.next_cursor)

    def check_ins(self, person_id: str, habit_id: str) -> CheckIns:
        """Return every day on which the habit was checked in."""
        with self.tools.store.begin(write=False) as work:
            return CheckIns(dates=self.days_of(work, self.find_owned(work, person_id, habit_id)))

    def rename(self, person_id: str, habit_id: str, change: HabitChange, day: date) -> Habit:
        """Give the habit another title."""
        title = self.tools.limits.title(change.title)
        with self.tools.store.begin() as work:
            habit = self.find_for_change(work, person_id, habit_id)
            self.order.check_base(self.seen(work, habit, day), habit.rev, change.base_rev)
            habit.title = title
            self.order.edited(work, habit)
            return self.seen(work, habit, day)

    def archive(self, person_id: str, habit_id: str, day: date, *, archived: bool) -> Habit:
        """Take the habit out of sight or bring it back."""
        with self.tools.store.begin() as work:
            habit = self.find_for_change(work, person_id, habit_id)
            habit.archived = archived
            self.order.changed(work, habit)
            return self.seen(work, habit, day)

    def delete(self, person_id: str, habit_id: str, base_rev: int | None = None) -> None:
        """Delete the habit and its check-ins; a tombstone stays."""
        with self.tools.store.begin() as work:
            habit = self.find_for_change(work, person_id, habit_id)
            self.order.check_base(self.record(habit, self.days_of(work, habit)), habit.rev, base_rev)
            self.order.deleted(work, "habits", habit)
            work.habits.delete(habit)

    def check_in(self, person_id: str, habit_id: str, command: Dated) -> Habit:
        """Count the command's day; a second time changes nothing. HabitNotDue before the start or when archived."""
        moment = self.tools.moments.of(command)
        with self.tools.store.begin() as work:
            habit = self.find_for_change(work, person_id, habit_id)
            self.check_due(habit, moment.local_date)
            self.count_once(work, habit, moment)
            self.order.changed(work, habit)
            return self.seen(work, habit, moment.local_date)

    def undo_check_in(self, person_id: str, habit_id: str, command: Dated) -> Habit:
        """Count the command's day no longer; a day that did not count changes nothing."""
        moment = self.tools.moments.of(command)
        with self.tools.store.begin() as work:
            habit = self.find_for_change(work, person_id, habit_id)
            self.uncount(work, habit, moment)
            self.order.changed(work, habit)
            return self.seen(work, habit, moment.local_date)

    def due(self, work: Work, person_id: str, day: date) -> list[Habit]:
        """Return what Today shows: not archived, and begun by that day."""
        return self.views(work, work.habits.due(person_id, day), day)

    def find_owned(self, work: Work, person_id: str, habit_id: str) -> tables.Habit:
        """Return the person's own habit; another person's is not found."""
        habit = work.habits.find(person_id, habit_id)
        if habit is None:
            raise NotFound("habit")
        return habit

    def find_for_change(self, work: Work, person_id: str, habit_id: str) -> tables.Habit:
        """Return the person's own habit, which no other request changes meanwhile."""
        self.accounts.lock(work, person_id)
        return self.find_owned(work, person_id, habit_id)

    def check_due(self, habit: tables.Habit, day: date) -> None:
        """Refuse a check-in on an archived habit or before its first day."""
        if habit.archived:
            raise HabitNotDue("This habit is archived. Restore it first.")
        if day < habit.start_date:
            raise HabitNotDue(f"This habit starts on {habit.start_date}.")

    def count_once(self, work: Work, habit: tables.Habit, moment: Moment) -> None:
        """Count the day unless it counts already."""
        work.habits.check_in(habit.id, moment.local_date, moment.occurred_at)

    def uncount(self, work: Work, habit: tables.Habit, moment: Moment) -> None:
        """Count the day no longer."""
        work.habits.undo_check_in(habit.id, moment.local_date)

    def streak_at(self, days: Sequence[date], day: date) -> int:
        """Return the days in a row up to this day, or up to the day before while this one is not checked in yet."""
        counted = {checked.toordinal() for checked in days}
        last = day.toordinal() if day.toordinal() in counted else day.toordinal() - 1
        streak = 0
        while last - streak in counted:
            streak += 1
        return streak

    def longest_of(self, days: Sequence[date]) -> int:
        """Return the most days in a row there ever were."""
        counted = {checked.toordinal() for checked in days}
        longest = 0
        for first in (number for number in counted if number - 1 not in counted):
            length = 1
            while first + length in counted:
                length += 1
            longest = max(longest, length)
        return longest

    def days_of(self, work: Work, habit: tables.Habit) -> list[date]:
        """Return the days on which the habit was checked in, oldest first."""
        return work.habits.check_ins([habit.id])[habit.id]

    def seen(self, work: Work, habit: tables.Habit, day: date) -> Habit:
        """Return what the person sees of one habit on a day."""
        return self.view(habit, self.days_of(work, habit), day)

    def views(self, work: Work, habits: Sequence[tables.Habit], day: date) -> list[Habit]:
        """Return what the person sees of many habits on a day."""
        days = work.habits.check_ins([habit.id for habit in habits])
        return [self.view(habit, days[habit.id], day) for habit in habits]

    def view(self, habit: tables.Habit, days: Sequence[date], day: date) -> Habit:
        """Return what the person sees, given the days that were checked in."""
        streak = Streak(current=self.streak_at(days, day), longest=self.longest_of(days))
        return Habit(**self.facts(habit), checked_in=day in days, streak=streak)

    def record(self, habit: tables.Habit, days: Sequence[date]) -> HabitRecord:
        """Return what a device keeps of the habit, to show it on whatever day."""
        return HabitRecord(**self.facts(habit), dates=list(days))

    def facts(self, habit: tables.Habit) -> dict[str, Any]:
        """Return what a habit is on whatever day."""
        return {
            "id": habit.id,
            "rev": habit.rev,
            "seq": habit.seq,
            "title": habit.title,
            "start_date": habit.start_date,
            "archived": habit.archived,
            "created_at": habit.created_at,
            "updated_at": habit.updated_at,
        }
