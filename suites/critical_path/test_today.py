"""Today holds what is due on the person's own calendar day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, expect

from fixtures.api.focus import Focus
from fixtures.api.habits import Habit
from fixtures.api.quests import Quest
from fixtures.api.session import refused_with
from fixtures.clock import at_local, utc_midnight_within
from fixtures.people.actors import Person, Register
from fixtures.screens.habits import HabitsScreen
from fixtures.screens.quests import QuestsScreen
from fixtures.screens.today import TodayScreen

A_DAY, A_SECOND = timedelta(days=1), timedelta(seconds=1)
EAST, WEST = ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Pago_Pago")


@dataclass(frozen=True)
class Due:
    """What a person has to do on a day; everything else they have is not due."""

    habit: Habit
    quest: Quest
    focus: Focus


def fill(person: Person, at: datetime) -> Due:
    """Give a person one thing of each kind that is due on the day of `at`, and all kinds of things that are not."""
    day, api, whose = at.astimezone(person.zone).date(), person.api, person.name
    api.habits.create("Habit of tomorrow", start_date=day + A_DAY, at=at)
    api.habits.archive(api.habits.create("Archived habit", at=at).id)
    api.quests.create("Quest of tomorrow", steps=["Wait"], start_date=day + A_DAY, at=at)
    api.quests.archive(api.quests.create("Archived quest", steps=["Forget"], at=at).id)
    done = api.quests.create("Quest of yesterday", steps=["Done"], at=at - A_DAY)
    api.quests.tick(done.id, done.step("Done").id, at=at - A_DAY)
    api.focus.plan("Focus of tomorrow", planned_date=day + A_DAY, at=at)
    api.focus.plan("Focus of yesterday", planned_date=day - A_DAY, at=at - A_DAY)
    return Due(
        api.habits.create(f"Habit of {whose}", at=at - A_DAY),
        api.quests.create(f"Quest of {whose}", steps=["Begin"], at=at - A_DAY),
        api.focus.plan(f"Focus of {whose}", at=at),
    )


def expect_titles(titles: Locator, *expected: str) -> None:
    """Wait until exactly these titles are listed, in whatever order."""
    expect(titles).to_have_count(len(expected))
    assert set(titles.all_text_contents()) == set(expected)


def reaching_for(due: Due, person: Person) -> dict[str, Callable[[], object]]:
    """Return all ways in which a person could read or change what is due, by name."""
    api, step = person.api, due.quest.steps[0]
    return {
        "read habit": lambda: api.habits.get(due.habit.id),
        "read check-ins": lambda: api.habits.check_in_dates(due.habit.id),
        "check in": lambda: api.habits.check_in(due.habit.id),
        "delete habit": lambda: api.habits.delete(due.habit.id),
        "read quest": lambda: api.quests.get(due.quest.id),
        "retitle quest": lambda: api.quests.retitle(due.quest.id, "Mine"),
        "tick step": lambda: api.quests.tick(due.quest.id, step.id),
        "delete quest": lambda: api.quests.delete(due.quest.id),
        "read focus": lambda: api.focus.get(due.focus.id),
        "start focus": lambda: api.focus.start(due.focus.id),
        "delete focus": lambda: api.focus.delete(due.focus.id),
    }


@pytest.mark.case("CP-TODAY-01")
def test_today_shows_exactly_what_is_due_for_this_person(alice: Person, bob: Person, now: datetime) -> None:
    """Today MUST show all that is due for the person on the day, and MUST NOT show or open anything else."""
    due, foreign = fill(alice, now), fill(bob, now)

    today = alice.device("phone").open(TodayScreen)
    answers = {way: refused_with(call) for way, call in reaching_for(foreign, alice).items()}

    expect_titles(today.habits, due.habit.title)
    expect_titles(today.quests, due.quest.title)
    expect_titles(today.sessions, due.focus.title)
    for person, theirs in ((alice, due), (bob, foreign)):
        listed = person.api.today.on(now.astimezone(person.zone).date())
        assert (listed.habits, listed.quests, listed.focus) == ([theirs.habit], [theirs.quest], [theirs.focus])
    assert answers == dict.fromkeys(answers, 404)


@pytest.mark.case("CP-TODAY-02")
def test_completing_on_today_completes_on_its_own_page(alice: Person) -> None:
    """What is completed on Today MUST be complete on its own page, through the API and after a reload."""
    habit = alice.api.habits.create("Play scales")
    quest = alice.api.quests.create("Record a demo", steps=["Mix it"])
    phone = alice.device("phone")
    today = phone.open(TodayScreen)

    with phone.answer("POST", "/api/habits/*/check-in"):
        today.habit("Play scales").check_in.click()
    with phone.answer("POST", "/api/quests/*/tick"):
        today.quest("Record a demo").step("Mix it").check()

    for shown in (today, phone.reload(TodayScreen)):
        expect(shown.habit("Play scales").undo_check_in).to_be_visible()
        expect(shown.habit("Play scales").current_streak).to_contain_text("1 day")
        expect(shown.quest("Record a demo").step("Mix it")).to_be_checked()
        expect(shown.quest("Record a demo").progress).to_have_attribute("aria-valuenow", "1")
    expect(phone.open(HabitsScreen).habit("Play scales").undo_check_in).to_be_visible()
    expect(phone.open(QuestsScreen).completed).to_have_text(["Record a demo"])
    assert alice.api.habits.get(habit.id).checked_in
    assert alice.api.quests.get(quest.id).status == "completed"


@pytest.mark.case("CP-TODAY-03")
@pytest.mark.parametrize("zone", [EAST, WEST], ids=["east", "west"])
def test_the_day_turns_at_local_midnight_only(register: Register, zone: ZoneInfo, now: datetime) -> None:
    """Today MUST change at the person's own midnight, by itself, and MUST NOT change at any other."""
    alice = register("alice", zone=zone)
    day = now.astimezone(zone).date() - 2 * A_DAY
    morning, last_second = at_local(day, time(9), zone), at_local(day, time(23, 59, 59), zone)
    daily = alice.api.habits.create("Daily", at=morning)
    alice.api.habits.create("From tomorrow", start_date=day + A_DAY, at=morning)
    alice.api.focus.plan("Tonight", planned_date=day, at=morning)
    alice.api.focus.plan("Tomorrow", planned_date=day + A_DAY, at=morning)
    phone = alice.device("phone", clock=utc_midnight_within(day, zone) - A_SECOND)
    phone.open(TodayScreen)

    phone.clock.advance(2 * A_SECOND)
    expect_day(phone.reload(TodayScreen), day, ["Daily"], ["Tonight"])
    phone.clock.move_to(last_second)
    today = phone.reload(TodayScreen)
    expect_day(today, day, ["Daily"], ["Tonight"])
    with phone.answer("POST", "/api/habits/*/check-in"):
        today.habit("Daily").check_in.click()
    expect(today.habit("Daily").undo_check_in).to_be_visible()
    phone.clock.advance(A_SECOND)

    expect_day(today, day + A_DAY, ["Daily", "From tomorrow"], ["Tomorrow"])
    expect(today.habit("Daily").check_in).to_be_visible()
    expect(today.habit("Daily").current_streak).to_contain_text("1 day")
    assert alice.api.habits.check_in_dates(daily.id) == [day]


def expect_day(today: TodayScreen, day: date, habits: list[str], sessions: list[str]) -> None:
    """Wait until Today shows this day with these habits and focus sessions."""
    expect(today.date).to_have_attribute("datetime", day.isoformat())
    expect_titles(today.habits, *habits)
    expect_titles(today.sessions, *sessions)
