"""What a day shows."""

from datetime import timedelta

import pytest

from reference_server.contract.focus import FocusDraft
from reference_server.contract.habits import HabitDraft
from reference_server.contract.people import ProfileChange
from reference_server.contract.quests import QuestDraft, StepDraft, Tick
from tests.server.world import NOON, World, at, wire

TODAY = NOON.date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def person(world: World) -> str:
    return world.arrive()


def test_habits_are_due_from_their_first_day_until_they_are_archived(world: World, person: str) -> None:
    habits = world.services.habits
    habits.create(person, HabitDraft(title="Scales", **wire()))
    habits.create(person, HabitDraft(title="From tomorrow", start_date=TOMORROW, **wire()))
    archived = habits.create(person, HabitDraft(title="Archived", **wire()))
    habits.archive(person, archived.id, TODAY, archived=True)

    assert [habit.title for habit in world.services.today.on(person, TODAY).habits] == ["Scales"]
    assert [habit.title for habit in world.services.today.on(person, TOMORROW).habits] == ["Scales", "From tomorrow"]


def test_quests_are_shown_while_active_and_on_the_day_of_completion(world: World, person: str) -> None:
    quests = world.services.quests
    steps = [StepDraft(title="Drums")]
    done = quests.create(person, QuestDraft(title="Done", steps=steps, **wire()))
    quests.create(person, QuestDraft(title="Active", steps=steps, **wire()))
    quests.create(person, QuestDraft(title="Later", start_date=TOMORROW, steps=steps, **wire()))
    archived = quests.create(person, QuestDraft(title="Archived", steps=steps, **wire()))
    quests.archive(person, archived.id, archived=True)
    quests.tick(person, done.id, done.steps[0].id, Tick(ticked=True, **wire()))

    assert [quest.title for quest in world.services.today.on(person, TODAY).quests] == ["Done", "Active"]
    assert [quest.title for quest in world.services.today.on(person, TOMORROW).quests] == ["Active", "Later"]


def test_focus_shows_what_is_planned_for_the_day_and_what_is_going(world: World, person: str) -> None:
    focus = world.services.focus
    planned = focus.create(person, FocusDraft(title="Mixing", planned_minutes=1, **wire()))
    focus.create(person, FocusDraft(title="Later", planned_minutes=1, planned_date=TOMORROW, **wire()))
    started = focus.start(person, planned.id, at())

    today = world.services.today.on(person, TODAY)

    assert [session.title for session in today.focus] == ["Mixing"]
    assert today.current_focus == started


def test_totals_count_what_was_earned_on_the_persons_own_day(world: World, person: str) -> None:
    """East of UTC the day of a person may be tomorrow, and west of it yesterday."""
    focus = world.services.focus
    for day, length in ((YESTERDAY, 1), (TODAY, 2), (TOMORROW, 4)):
        session = focus.create(person, FocusDraft(title="Mixing", planned_minutes=length, **wire()))
        focus.start(person, session.id, at(local_date=day))
        focus.complete(person, session.id, at(NOON + timedelta(minutes=5), day))

    def credited(offset: int) -> int:
        return world.services.today.on(person, TODAY + timedelta(days=offset)).totals.focus_minutes

    assert [credited(offset) for offset in (-1, 0, 1)] == [1, 2, 4]
    assert world.services.accounts.profile(person).balance.focus_minutes == 7


def test_nobody_else_is_on_the_page(world: World, person: str) -> None:
    other = world.arrive("Bob")
    world.services.habits.create(other, HabitDraft(title="Theirs", **wire()))
    world.services.quests.create(other, QuestDraft(title="Theirs", steps=[StepDraft(title="a")], **wire()))
    session = world.services.focus.create(other, FocusDraft(title="Theirs", planned_minutes=1, **wire()))
    world.services.focus.start(other, session.id, at())

    today = world.services.today.on(person, TODAY)

    assert (today.habits, today.quests, today.focus, today.current_focus) == ([], [], [], None)


def test_without_a_date_the_day_is_the_persons_own(world: World) -> None:
    alice = world.person()
    world.services.accounts.change(alice.id, ProfileChange(time_zone="Pacific/Kiritimati"))

    assert alice.get("/api/today").json()["date"] == str(TOMORROW)
    assert alice.get("/api/today", date=str(TODAY)).json()["date"] == str(TODAY)
