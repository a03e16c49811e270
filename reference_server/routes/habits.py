"""Habits over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from reference_server.contract.base import Archiving, Dated, Deletion, Text
from reference_server.contract.habits import (
    CheckIns,
    DayQuery,
    Habit,
    HabitArchiving,
    HabitChange,
    HabitDraft,
    HabitPage,
    HabitQuery,
    HabitRename,
)
from reference_server.routes.here import AskedDay, Configured, Once, Rules, SignedIn, Writing, day_or_present
from reference_server.routes.openapi import problems

router = APIRouter(prefix="/api/habits", tags=["habits"])


@router.post("", status_code=201, responses=problems(409))
def create(
    writer: Writing, rules: Rules, settings: Configured, once: Once, draft: HabitDraft, response: Response
) -> Habit:
    """Make a habit."""
    habit: Habit = rules.operations.direct(writer, "habits.create", "", draft, once)
    response.headers["Location"] = f"{settings.prefix}/api/habits/{habit.id}"
    return habit


@router.get("")
def listing(caller: SignedIn, rules: Rules, query: Annotated[HabitQuery, Query()]) -> HabitPage:
    """List habits as they are on a day, newest first."""
    return rules.habits.listing(caller.person_id, query, day_or_present(rules, caller, query.date))


@router.get("/{habit_id}", responses=problems(404))
def read(caller: SignedIn, rules: Rules, habit_id: Text, day: AskedDay) -> Habit:
    """Return one habit as it is on a day."""
    return rules.habits.read(caller.person_id, habit_id, day)


@router.patch("/{habit_id}", responses=problems(404, 409))
def rename(
    writer: Writing, rules: Rules, habit_id: Text, query: Annotated[DayQuery, Query()], once: Once, change: HabitChange
) -> Habit:
    """Give a habit another title."""
    told = HabitRename(date=query.date, **dict(change))
    habit: Habit = rules.operations.direct(writer, "habits.rename", habit_id, told, once)
    return habit


@router.delete("/{habit_id}", status_code=204, responses=problems(404, 409))
def delete(writer: Writing, rules: Rules, habit_id: Text, once: Once, query: Annotated[Deletion, Query()]) -> None:
    """Delete a habit; a tombstone stays."""
    rules.operations.direct(writer, "habits.delete", habit_id, query, once)


@router.post("/{habit_id}/check-in", responses=problems(404, 409))
def check_in(writer: Writing, rules: Rules, habit_id: Text, once: Once, command: Dated) -> Habit:
    """Count a day."""
    habit: Habit = rules.operations.direct(writer, "habits.check-in", habit_id, command, once)
    return habit


@router.post("/{habit_id}/undo-check-in", responses=problems(404))
def undo_check_in(writer: Writing, rules: Rules, habit_id: Text, once: Once, command: Dated) -> Habit:
    """Count a day no longer."""
    habit: Habit = rules.operations.direct(writer, "habits.undo-check-in", habit_id, command, once)
    return habit


@router.post("/{habit_id}/archive", responses=problems(404))
def archive(
    writer: Writing, rules: Rules, habit_id: Text, query: Annotated[DayQuery, Query()], once: Once, command: Archiving
) -> Habit:
    """Archive or restore a habit."""
    told = HabitArchiving(date=query.date, archived=command.archived)
    habit: Habit = rules.operations.direct(writer, "habits.archive", habit_id, told, once)
    return habit


@router.get("/{habit_id}/check-ins", responses=problems(404))
def check_ins(caller: SignedIn, rules: Rules, habit_id: Text) -> CheckIns:
    """Return every day that counts."""
    return rules.habits.check_ins(caller.person_id, habit_id)
