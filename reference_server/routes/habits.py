"""Habits over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from reference_server.contract.base import Archiving, Dated, Text
from reference_server.contract.habits import CheckIns, Habit, HabitChange, HabitDraft, HabitPage, HabitQuery
from reference_server.routes.here import AskedDay, Configured, Rules, SignedIn, day_or_present
from reference_server.routes.openapi import problems

router = APIRouter(prefix="/api/habits", tags=["habits"])


@router.post("", status_code=201)
def create(caller: SignedIn, rules: Rules, settings: Configured, draft: HabitDraft, response: Response) -> Habit:
    """Make a habit."""
    habit = rules.habits.create(caller.person_id, draft)
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


@router.patch("/{habit_id}", responses=problems(404))
def rename(caller: SignedIn, rules: Rules, habit_id: Text, day: AskedDay, change: HabitChange) -> Habit:
    """Give a habit another title."""
    return rules.habits.rename(caller.person_id, habit_id, change, day)


@router.delete("/{habit_id}", status_code=204, responses=problems(404))
def delete(caller: SignedIn, rules: Rules, habit_id: Text) -> None:
    """Delete a habit."""
    rules.habits.delete(caller.person_id, habit_id)


@router.post("/{habit_id}/check-in", responses=problems(404, 409))
def check_in(caller: SignedIn, rules: Rules, habit_id: Text, command: Dated) -> Habit:
    """Count a day."""
    return rules.habits.check_in(caller.person_id, habit_id, command)


@router.post("/{habit_id}/undo-check-in", responses=problems(404))
def undo_check_in(caller: SignedIn, rules: Rules, habit_id: Text, command: Dated) -> Habit:
    """Count a day no longer."""
    return rules.habits.undo_check_in(caller.person_id, habit_id, command)


@router.post("/{habit_id}/archive", responses=problems(404))
def archive(caller: SignedIn, rules: Rules, habit_id: Text, day: AskedDay, command: Archiving) -> Habit:
    """Archive or restore a habit."""
    return rules.habits.archive(caller.person_id, habit_id, day, archived=command.archived)


@router.get("/{habit_id}/check-ins", responses=problems(404))
def check_ins(caller: SignedIn, rules: Rules, habit_id: Text) -> CheckIns:
    """Return every day that counts."""
    return rules.habits.check_ins(caller.person_id, habit_id)
