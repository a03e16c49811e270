"""Habits: what a person means to do every day."""

from datetime import date, datetime
from typing import Literal

from reference_server.contract.base import Archiving, Dated, Day, ListQuery, Request, Title, View
from reference_server.contract.envelope import ItemId, Revision


class HabitDraft(Dated):
    """A habit to be made; it starts on the command's local date unless another day is given. The id may be its own."""

    id: ItemId | None = None
    title: Title
    start_date: Day | None = None


class HabitChange(Request):
    """A habit's new title; with `base_rev` it is refused when somebody else has edited the habit since."""

    base_rev: Revision | None = None
    title: Title


class DayQuery(Request):
    """The day that is asked about; the person's own present day when left out."""

    date: Day | None = None


class HabitRename(HabitChange, DayQuery):
    """A habit's new title, and the day on which the habit is to be shown."""


class HabitArchiving(Archiving, DayQuery):
    """The same for taking a habit out of sight, or bringing it back."""


class HabitQuery(DayQuery, ListQuery):
    """Which habits are wanted; archived and others alike when not said."""

    archived: bool | None = None


class Streak(View):
    """Days in a row: up to the day asked about, and the most ever."""

    current: int
    longest: int


class HabitFacts(View):
    """What a habit is on whatever day; `rev` counts edits."""

    id: str
    t: Literal["habits"] = "habits"
    rev: int
    seq: int
    deleted: Literal[False] = False
    title: str
    start_date: date
    archived: bool
    created_at: datetime
    updated_at: datetime


class Habit(HabitFacts):
    """A habit; `checked_in` and `streak.current` are those of the day asked about."""

    checked_in: bool
    streak: Streak


class HabitRecord(HabitFacts):
    """A habit on no day in particular: every day on which it was checked in, oldest first."""

    dates: list[date]


class HabitPage(View):
    """A part of a person's habits, newest first."""

    items: list[Habit]
    next_cursor: str | None


class CheckIns(View):
    """Every day on which a habit was checked in, oldest first."""

    dates: list[date]
