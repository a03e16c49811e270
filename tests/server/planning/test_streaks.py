"""Streaks are days in a row on a calendar: months, leap years and clock changes do not matter."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_server.contract.habits import HabitDraft, Streak
from reference_server.seams import default_seams
from reference_server.settings import Settings
from tests.server.world import World, at, wire

HABITS = default_seams(Settings()).services.habits
MARCH = date(2025, 3, 1)


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


@pytest.mark.parametrize(
    ("checked", "day", "streak"),
    [
        ([], "2025-03-30", 0),
        (["2025-03-30"], "2025-03-30", 1),
        (["2025-03-29"], "2025-03-30", 1),
        (["2025-03-28"], "2025-03-30", 0),
        (["2025-01-31", "2025-02-01"], "2025-02-01", 2),
        (["2024-02-28", "2024-02-29", "2024-03-01"], "2024-03-01", 3),
        (["2025-02-28", "2025-03-01"], "2025-03-01", 2),
        (["2024-12-31", "2025-01-01"], "2025-01-02", 2),
        (["2025-03-27", "2025-03-29", "2025-03-30"], "2025-03-30", 2),
        (["2025-03-30", "2025-03-31"], "2025-03-30", 1),
        (["0001-01-01"], "0001-01-01", 1),
        ([], "0001-01-01", 0),
    ],
)
def test_streak_counts_days_in_a_row_up_to_the_day(checked: list[str], day: str, streak: int) -> None:
    assert HABITS.streak_at(days(*checked), date.fromisoformat(day)) == streak


def test_longest_streak_outlives_the_current_one() -> None:
    checked = days("2025-03-01", "2025-03-02", "2025-03-03", "2025-03-10", "2025-03-11")

    assert HABITS.longest_of(checked) == 3
    assert HABITS.streak_at(checked, date(2025, 3, 11)) == 2


calendar = st.dates(MARCH, MARCH + timedelta(days=40))


@given(st.sets(calendar), calendar)
def test_streaks_agree_with_walking_the_calendar(checked: set[date], day: date) -> None:
    runs, run = [0], 0
    for offset in range(-1, 42):
        run = run + 1 if MARCH + timedelta(days=offset) in checked else 0
        runs.append(run)
    last = day if day in checked else day - timedelta(days=1)
    walked = 0
    while last in checked:
        walked, last = walked + 1, last - timedelta(days=1)

    assert HABITS.streak_at(sorted(checked), day) == walked
    assert HABITS.longest_of(sorted(checked)) == max(runs)


@given(st.sets(calendar, min_size=1), st.data())
def test_undoing_the_newest_check_in_restores_the_streak_that_was(checked: set[date], data: st.DataObject) -> None:
    day = data.draw(calendar.filter(lambda candidate: candidate not in checked))
    before = HABITS.streak_at(sorted(checked), day)

    assert HABITS.streak_at(sorted(checked | {day}), day) == before + 1
    assert HABITS.streak_at(sorted((checked | {day}) - {day}), day) == before


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Auckland", "America/St_Johns", "Pacific/Kiritimati"])
def test_clock_changes_do_not_break_a_streak(world: World, zone: str) -> None:
    """Check-ins at 23:30 local time, five days around the last Sunday of March."""
    person = world.arrive()
    evenings = [datetime(2025, 3, day, 23, 30, tzinfo=ZoneInfo(zone)) for day in range(26, 31)]
    draft = HabitDraft(title="Scales", **wire(evenings[0].astimezone(UTC), evenings[0].date()))
    habit = world.services.habits.create(person, draft)

    for evening in evenings:
        habit = world.services.habits.check_in(person, habit.id, at(evening.astimezone(UTC), evening.date()))

    assert habit.streak == Streak(current=5, longest=5)
