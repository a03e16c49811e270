"""Habits: a thing done every day, and the streaks that come of it."""

from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import expect

from fixtures.clock import OddDays, at_local, settings_for_odd_days
from fixtures.people.actors import Person, Register
from fixtures.screens.habits import HabitCard, HabitsScreen
from fixtures.screens.today import TodayScreen
from fixtures.wire import FaultProxy

A_DAY = timedelta(days=1)
# Ten minutes and almost two days lie between check-ins of neighbouring days: what counts is the day alone.
TIMES = (time(23, 55), time(0, 5), time(12))


def expect_streak(habit: HabitCard, current: int, longest: int) -> None:
    """Wait until a habit's card shows these streaks."""
    expect(habit.current_streak).to_have_text(f"Current streak: {days(current)}")
    expect(habit.longest_streak).to_have_text(f"Longest streak: {days(longest)}")


def days(count: int) -> str:
    """Return a number of days as the pages write it."""
    return f"{count} day" if count == 1 else f"{count} days"


@pytest.mark.case("CP-HABIT-01")
def test_checking_in_starts_a_streak(alice: Person) -> None:
    """The first check-in of a habit MUST start a streak of one day, the same wherever it is seen."""
    phone = alice.device("phone")
    habits = phone.open(HabitsScreen)
    habits.form.title.fill("Play scales")
    with phone.answer("POST", "/api/habits"):
        habits.form.create.click()
    expect_streak(habits.habit("Play scales"), 0, 0)

    with phone.answer("POST", "/api/habits/*/check-in"):
        habits.habit("Play scales").check_in.click()

    for shown in (habits, phone.reload(HabitsScreen)):
        expect_streak(shown.habit("Play scales"), 1, 1)
        expect(shown.habit("Play scales").undo_check_in).to_be_visible()
    expect(phone.open(TodayScreen).habit("Play scales").current_streak).to_contain_text("1 day")
    (habit,) = alice.api.habits.all()
    assert (habit.checked_in, habit.streak.current, habit.streak.longest) == (True, 1, 1)


@pytest.mark.case("CP-HABIT-02")
@pytest.mark.exclusive(settings=settings_for_odd_days)
def test_streaks_grow_daily_and_break_on_a_missed_day(register: Register, odd_days: OddDays) -> None:
    """A streak MUST grow with each consecutive local day and break on a missed one, over months and clock changes."""
    alice = register("alice", zone=odd_days.zone)
    first, grown = odd_days.days[0], len(odd_days.days)
    habit = alice.api.habits.create("Play scales", at=at_local(first, time(), odd_days.zone))
    phone = alice.device("phone", clock=at_local(first, time(), odd_days.zone))

    for streak, day in enumerate(odd_days.days, start=1):
        phone.clock.move_to(at_local(day, TIMES[streak % len(TIMES)], odd_days.zone))
        card = phone.open(HabitsScreen).habit("Play scales")
        expect_streak(card, streak - 1, streak - 1)
        with phone.answer("POST", "/api/habits/*/check-in"):
            card.check_in.click()
        expect_streak(card, streak, streak)
    phone.clock.move_to(at_local(odd_days.afterwards, time(0, 5), odd_days.zone))
    card = phone.open(HabitsScreen).habit("Play scales")
    expect_streak(card, 0, grown)
    with phone.answer("POST", "/api/habits/*/check-in"):
        card.check_in.click()

    expect_streak(card, 1, grown)
    assert alice.api.habits.check_in_dates(habit.id) == [*odd_days.days, odd_days.afterwards]
    assert alice.api.habits.get(habit.id, on=odd_days.missed).streak.current == grown
    assert alice.api.habits.get(habit.id, on=odd_days.afterwards).streak.current == 1


@pytest.mark.case("CP-HABIT-03")
def test_a_second_check_in_on_the_day_counts_once(alice: Person, wire: FaultProxy, now: datetime) -> None:
    """However often and from wherever a habit is checked in on a day, it MUST count once."""
    habits = {title: alice.api.habits.create(title) for title in ("Double click", "Two devices", "Retried")}
    phone, laptop = (alice.device(name, through=wire) for name in ("phone", "laptop"))
    screens = [device.open(HabitsScreen) for device in (phone, laptop)]
    path = "/api/habits/{}/check-in"

    with phone.answer("POST", path.format(habits["Double click"].id)):
        screens[0].habit("Double click").check_in.dblclick()
    race = wire.gather("POST", path.format(habits["Two devices"].id), count=2)
    with phone.answer("POST", path.format("*")), laptop.answer("POST", path.format("*")):
        for screen in screens:
            screen.habit("Two devices").check_in.click()
    lost = wire.lose_answer("POST", path.format(habits["Retried"].id))
    twice = wire.duplicate("POST", path.format(habits["Retried"].id))
    alice.api_device("tablet", through=wire).check_in(habits["Retried"])

    assert race.together
    assert (race.answers, lost.answers, twice.answers) == ([200, 200], [200], [200, 200])
    shown = phone.reload(HabitsScreen)
    for title, habit in habits.items():
        expect_streak(shown.habit(title), 1, 1)
        assert alice.api.habits.check_in_dates(habit.id) == [now.astimezone(alice.zone).date()]


@pytest.mark.case("CP-HABIT-04")
def test_undoing_a_check_in_restores_the_streak_that_was(alice: Person, now: datetime) -> None:
    """Undoing a check-in MUST restore current and longest streak as they were before it."""
    habit = alice.api.habits.create("Play scales", at=now - 3 * A_DAY)
    for ago in (3, 2, 1):
        alice.api.habits.check_in(habit.id, at=now - ago * A_DAY)
    phone = alice.device("phone", clock=now)
    card = phone.open(HabitsScreen).habit("Play scales")
    expect_streak(card, 3, 3)

    with phone.answer("POST", "/api/habits/*/check-in"):
        card.check_in.click()
    expect_streak(card, 4, 4)
    with phone.answer("POST", "/api/habits/*/undo-check-in"):
        card.undo_check_in.click()

    for shown in (card, phone.reload(HabitsScreen).habit("Play scales")):
        expect_streak(shown, 3, 3)
        expect(shown.check_in).to_be_visible()
    today = now.astimezone(alice.zone).date()
    assert alice.api.habits.check_in_dates(habit.id) == [today - ago * A_DAY for ago in (3, 2, 1)]
