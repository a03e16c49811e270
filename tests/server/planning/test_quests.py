"""Rules about quests."""

from base64 import urlsafe_b64encode
from datetime import date, timedelta

import pytest

from reference_server.contract.quests import (
    Quest,
    QuestChange,
    QuestDraft,
    QuestQuery,
    StepChange,
    StepDraft,
    Tick,
)
from reference_server.services.refusals import Invalid, NotFound, QuestArchived
from tests.server.world import NOON, World, wire

TODAY = NOON.date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def draft(*steps: str, title: str = "Finish the mix", due_date: date | None = None) -> QuestDraft:
    return QuestDraft(title=title, due_date=due_date, steps=[StepDraft(title=step) for step in steps], **wire())


@pytest.fixture
def person(world: World) -> str:
    return world.arrive()


@pytest.fixture
def quest(world: World, person: str) -> Quest:
    return world.services.quests.create(person, draft("Drums", "Bass", due_date=TOMORROW))


def tick(world: World, person: str, quest: Quest, number: int, *, ticked: bool = True) -> Quest:
    return world.services.quests.tick(person, quest.id, quest.steps[number].id, Tick(ticked=ticked, **wire()))


def change(world: World, person: str, quest: Quest, **fields: object) -> Quest:
    return world.services.quests.change(person, quest.id, QuestChange.model_validate({**wire(), **fields}))


def points(world: World, person: str) -> int:
    return world.services.accounts.profile(person).balance.reward_points


def test_new_quest_starts_on_the_local_date_with_nothing_ticked(quest: Quest) -> None:
    assert (quest.start_date, quest.status, quest.rewarded_at) == (TODAY, "active", None)
    assert (quest.progress.ticked, quest.progress.total) == (0, 2)


def test_progress_is_ticked_steps_of_all(world: World, person: str, quest: Quest) -> None:
    half = tick(world, person, quest, 0)

    assert (half.progress.ticked, half.progress.total, half.status) == (1, 2, "active")
    assert points(world, person) == 0


def test_ticking_all_steps_completes_and_rewards(world: World, person: str, quest: Quest) -> None:
    tick(world, person, quest, 0)

    done = tick(world, person, quest, 1)

    assert (done.status, done.rewarded_at) == ("completed", NOON)
    assert points(world, person) == 10


def test_unticking_reopens_and_a_second_completion_is_not_rewarded(world: World, person: str, quest: Quest) -> None:
    tick(world, person, quest, 0)
    tick(world, person, quest, 1)

    reopened = tick(world, person, quest, 1, ticked=False)
    again = tick(world, person, quest, 1)

    assert (reopened.status, reopened.rewarded_at) == ("active", NOON)
    assert again.status == "completed"
    assert points(world, person) == 10


def test_reward_stays_when_the_quest_is_deleted(world: World, person: str, quest: Quest) -> None:
    tick(world, person, quest, 0)
    tick(world, person, quest, 1)

    world.services.quests.delete(person, quest.id)

    assert points(world, person) == 10
    with pytest.raises(NotFound):
        world.services.quests.read(person, quest.id)


def test_archived_quest_takes_no_change_until_it_is_restored(world: World, person: str, quest: Quest) -> None:
    assert world.services.quests.archive(person, quest.id, archived=True).status == "archived"

    with pytest.raises(QuestArchived):
        tick(world, person, quest, 0)
    with pytest.raises(QuestArchived):
        change(world, person, quest, title="Other")

    assert world.services.quests.archive(person, quest.id, archived=False).status == "active"
    assert tick(world, person, quest, 0).progress.ticked == 1


def test_steps_named_by_id_keep_their_ticks_in_the_new_order(world: World, person: str, quest: Quest) -> None:
    tick(world, person, quest, 0)
    drums, bass = quest.steps
    steps = [StepChange(title="Vocals"), StepChange(id=drums.id, title="Drums, loud")]

    changed = change(world, person, quest, steps=[step.model_dump() for step in steps])

    assert [(step.title, step.ticked) for step in changed.steps] == [("Vocals", False), ("Drums, loud", True)]
    assert bass.id not in {step.id for step in world.services.quests.read(person, quest.id).steps}


def test_removing_the_last_open_step_completes_the_quest(world: World, person: str, quest: Quest) -> None:
    tick(world, person, quest, 0)

    changed = change(world, person, quest, steps=[{"id": quest.steps[0].id, "title": "Drums"}])

    assert (changed.status, points(world, person)) == ("completed", 10)


def test_new_step_reopens_a_completed_quest(world: World, person: str, quest: Quest) -> None:
    tick(world, person, quest, 0)
    done = tick(world, person, quest, 1)

    kept = [{"id": step.id, "title": step.title} for step in done.steps]
    assert change(world, person, quest, steps=[*kept, {"title": "Vocals"}]).status == "active"


@pytest.mark.parametrize("twice", [True, False])
def test_step_ids_must_be_those_of_the_quest(world: World, person: str, quest: Quest, *, twice: bool) -> None:
    step_id = quest.steps[0].id if twice else "another"

    with pytest.raises(Invalid, match=r"steps\.1\.id is not a step of this quest"):
        change(world, person, quest, steps=[{"id": quest.steps[0].id, "title": "a"}, {"id": step_id, "title": "b"}])


def test_due_date_is_taken_away_by_null_and_kept_when_left_out(world: World, person: str, quest: Quest) -> None:
    assert change(world, person, quest, title="Other").due_date == TOMORROW
    assert change(world, person, quest, due_date=None).due_date is None


def test_due_date_that_has_passed_may_stay_but_not_be_set(world: World, person: str, quest: Quest) -> None:
    world.clock.pass_by(timedelta(days=3))
    later = NOON + timedelta(days=3)

    kept = QuestChange(title="Late", due_date=TOMORROW, **wire(later))
    assert world.services.quests.change(person, quest.id, kept).due_date == TOMORROW

    set_anew = QuestChange(due_date=TODAY, **wire(later))
    with pytest.raises(Invalid, match="due_date must not be before 2025-04-02"):
        world.services.quests.change(person, quest.id, set_anew)


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_stored(world: World, person: str) -> None:
    wrong = draft("Drums", " ", title="", due_date=YESTERDAY)

    with pytest.raises(Invalid) as refusal:
        world.services.quests.create(person, wrong)

    assert [error.field for error in refusal.value.errors] == ["title", "due_date", "steps.1.title"]
    assert world.services.quests.listing(person, QuestQuery()).items == []


def test_refused_change_leaves_the_quest_as_it_was(world: World, person: str, quest: Quest) -> None:
    with pytest.raises(Invalid, match="notes"):
        change(world, person, quest, title="Other", notes="x" * 100_001, steps=[{"title": "New"}])

    assert world.services.quests.read(person, quest.id) == quest


@pytest.mark.parametrize(("count", "allowed"), [(0, False), (1, True), (50, True), (51, False)])
def test_quest_has_1_to_50_steps(world: World, person: str, count: int, *, allowed: bool) -> None:
    wanted = draft(*[f"Step {number}" for number in range(count)])

    if allowed:
        assert world.services.quests.create(person, wanted).progress.total == count
    else:
        with pytest.raises(Invalid, match="steps must"):
            world.services.quests.create(person, wanted)


@pytest.mark.parametrize(("length", "allowed"), [(200, True), (201, False)])
def test_title_limit_counts_characters_without_the_blanks_around(
    world: World, person: str, length: int, *, allowed: bool
) -> None:
    wanted = draft("Drums", title=f"  {'ä' * length}  ")

    if allowed:
        assert world.services.quests.create(person, wanted).title == "ä" * length
    else:
        with pytest.raises(Invalid, match="at most 200"):
            world.services.quests.create(person, wanted)


def test_pages_hold_every_quest_once_while_new_ones_arrive(any_world: World) -> None:
    person = any_world.arrive()
    quests = any_world.services.quests
    made = [quests.create(person, draft("Drums")).id for _ in range(5)]

    first = quests.listing(person, QuestQuery(limit=2))
    quests.create(person, draft("Drums"))
    second = quests.listing(person, QuestQuery(limit=2, cursor=first.next_cursor))
    third = quests.listing(person, QuestQuery(limit=2, cursor=second.next_cursor))

    listed = [item.id for page in (first, second, third) for item in page.items]
    assert sorted(listed) == sorted(made)
    assert third.next_cursor is None


def cursor_at(instant: str) -> str:
    return urlsafe_b64encode(f"{instant} a".encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "?",
        "AAAA",
        "MjAyNS0wMy0zMCBh",
        "",
        cursor_at("0001-01-01T00:00:00+14:00"),
        cursor_at("9999-12-31T23:59:00-14:00"),
    ],
)
def test_made_up_cursor_is_refused(world: World, person: str, cursor: str) -> None:
    with pytest.raises(Invalid, match="cursor"):
        world.services.quests.listing(person, QuestQuery(cursor=cursor))


def test_list_is_kept_apart_by_status(world: World, person: str, quest: Quest) -> None:
    done, archived = (world.services.quests.create(person, draft("Drums")) for _ in range(2))
    tick(world, person, done, 0)
    world.services.quests.archive(person, archived.id, archived=True)

    def listed(status: str) -> list[str]:
        query = QuestQuery.model_validate({"status": status})
        return [item.id for item in world.services.quests.listing(person, query).items]

    assert listed("active") == [quest.id]
    assert listed("completed") == [done.id]
    assert listed("archived") == [archived.id]
