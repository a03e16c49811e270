"""Rules about habits."""

from datetime import date, timedelta

import pytest

from reference_server.contract.habits import Habit, HabitChange, HabitDraft, HabitQuery
from reference_server.services.refusals import HabitNotDue, Invalid, NotFound
from tests.server.world import NOON, World, at, wire

TODAY = NOON.date()


@pytest.fixture
def person(world: World) -> str:
    return world.arrive()


@pytest.fixture
def habit(world: World, person: str) -> Habit:
    return world.services.habits.create(person, HabitDraft(title="  Scales  ", **wire()))


def test_new_habit_is_trimmed_and_has_no_streak(habit: Habit) -> None:
    assert habit.title == "Scales"
    assert (habit.checked_in, habit.streak.current, habit.streak.longest) == (False, 0, 0)


def test_second_check_in_on_a_day_changes_nothing(world: World, person: str, habit: Habit) -> None:
    once = world.services.habits.check_in(person, habit.id, at())
    twice = world.services.habits.check_in(person, habit.id, at())

    assert once.streak == twice.streak
    assert world.services.habits.check_ins(person, habit.id).dates == [TODAY]


def test_undo_takes_the_day_back(world: World, person: str, habit: Habit) -> None:
    world.services.habits.check_in(person, habit.id, at())

    undone = world.services.habits.undo_check_in(person, habit.id, at())

    assert (undone.checked_in, undone.streak.current, undone.streak.longest) == (False, 0, 0)


def test_check_in_before_the_first_day_is_refused(world: World, person: str, habit: Habit) -> None:
    yesterday = at(NOON - timedelta(days=1))

    with pytest.raises(HabitNotDue, match="starts on 2025-03-30"):
        world.services.habits.check_in(person, habit.id, yesterday)


def test_archived_habit_takes_no_check_in_until_it_is_restored(world: World, person: str, habit: Habit) -> None:
    world.services.habits.archive(person, habit.id, TODAY, archived=True)

    with pytest.raises(HabitNotDue, match="archived"):
        world.services.habits.check_in(person, habit.id, at())

    world.services.habits.archive(person, habit.id, TODAY, archived=False)
    assert world.services.habits.check_in(person, habit.id, at()).checked_in


def test_habit_can_be_renamed(world: World, person: str, habit: Habit) -> None:
    renamed = world.services.habits.rename(person, habit.id, HabitChange(title="Etudes"), TODAY)

    assert renamed.title == "Etudes"


def test_deleted_habit_is_gone(world: World, person: str, habit: Habit) -> None:
    world.services.habits.delete(person, habit.id)

    with pytest.raises(NotFound):
        world.services.habits.read(person, habit.id, TODAY)


def test_list_can_leave_archived_habits_out(world: World, person: str, habit: Habit) -> None:
    kept = world.services.habits.create(person, HabitDraft(title="Etudes", **wire()))
    world.services.habits.archive(person, habit.id, TODAY, archived=True)

    def titles(*, archived: bool | None) -> list[str]:
        listed = world.services.habits.listing(person, HabitQuery(archived=archived), TODAY)
        return [item.title for item in listed.items]

    assert titles(archived=False) == [kept.title]
    assert titles(archived=True) == [habit.title]
    assert set(titles(archived=None)) == {kept.title, habit.title}


@pytest.mark.parametrize("title", ["", "   ", "x" * 201])
def test_title_has_1_to_200_characters(world: World, person: str, title: str) -> None:
    with pytest.raises(Invalid, match="title must"):
        world.services.habits.create(person, HabitDraft(title=title, **wire()))


def test_streak_is_told_for_the_day_that_is_asked_about(world: World, person: str, habit: Habit) -> None:
    world.services.habits.check_in(person, habit.id, at())

    def current(day: date) -> int:
        return world.services.habits.read(person, habit.id, day).streak.current

    assert [current(TODAY + timedelta(days=offset)) for offset in (-1, 0, 1, 2)] == [0, 1, 1, 0]
