"""Habits: what a person means to do every day."""

from datetime import date, datetime

from reference_server.contract.base import Dated, Day, ListQuery, Request, Title, View


class HabitDraft(Dated):
    """A habit to be made; it starts on the command's local date unless another day is given."""

    title: Title
    start_date: Day | None = None


class HabitChange(Request):
    """A habit's new title."""

    title: Title


class DayQuery(Request):
    """The day that is asked about; the person's own present day when left out."""

    date: Day | None = None


class HabitQuery(DayQuery, ListQuery):
    """Which habits are wanted; archived and others alike when not said."""

    archived: bool | None = None


class Streak(View):
    """Days in a row: up to the day asked about, and the most ever."""

    current: int
    longest: int


class Habit(View):
    """A habit; `checked_in` and `streak.current` are those of the day asked about."""

    id: str
    title: str
    start_date: date
    archived: bool
    checked_in: bool
    streak: Streak
    created_at: datetime
    updated_at: datetime


class HabitPage(View):
    """A part of a person's habits, newest first."""

    items: list[Habit]
    next_cursor: str | None


class CheckIns(View):
    """Every day on which a habit was checked in, oldest first."""

    dates: list[date]
