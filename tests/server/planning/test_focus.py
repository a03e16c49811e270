"""Rules about focus sessions."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from reference_server.contract.base import Dated
from reference_server.contract.focus import Focus, FocusChange, FocusDraft, FocusQuery
from reference_server.services.planning.focus import FocusSessions
from reference_server.services.refusals import (
    FocusAlreadyRunning,
    FocusInState,
    FocusNotFinished,
    Invalid,
    NotFound,
)
from tests.server.world import NOON, World, at, wire

Verb = Callable[[FocusSessions, str, str, Dated], Focus]


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


@pytest.fixture
def person(world: World) -> str:
    return world.arrive()


@pytest.fixture
def focus(world: World) -> FocusSessions:
    return world.services.focus


@pytest.fixture
def session(focus: FocusSessions, person: str) -> Focus:
    return focus.create(person, FocusDraft(title="Mixing", planned_minutes=25, **wire()))


def minutes(world: World, person: str) -> int:
    return world.services.accounts.profile(person).balance.focus_minutes


def test_new_session_is_planned_for_the_local_date(session: Focus) -> None:
    assert (session.state, session.planned_date, session.elapsed_seconds) == ("planned", NOON.date(), 0)


def test_session_that_has_run_its_time_is_credited(
    world: World, focus: FocusSessions, person: str, session: Focus
) -> None:
    focus.start(person, session.id, at())

    done = focus.complete(person, session.id, at(after(25)))

    assert (done.state, done.credited_minutes, done.ended_at) == ("completed", 25, after(25))
    assert minutes(world, person) == 25


def test_longer_run_credits_the_planned_minutes_only(
    world: World, focus: FocusSessions, person: str, session: Focus
) -> None:
    focus.start(person, session.id, at())

    assert focus.complete(person, session.id, at(after(90))).credited_minutes == 25
    assert minutes(world, person) == 25


def test_completing_again_changes_nothing(world: World, focus: FocusSessions, person: str, session: Focus) -> None:
    focus.start(person, session.id, at())
    done = focus.complete(person, session.id, at(after(25)))

    assert focus.complete(person, session.id, at(after(24))) == done
    assert focus.complete(person, session.id, at(after(60))) == done
    assert minutes(world, person) == 25


def test_session_cannot_be_completed_early(focus: FocusSessions, person: str, session: Focus) -> None:
    focus.start(person, session.id, at())

    with pytest.raises(FocusNotFinished) as refusal:
        focus.complete(person, session.id, at(after(25) - timedelta(milliseconds=1)))

    assert refusal.value.facts == {"remaining_seconds": 1}


def test_pause_stops_the_time(focus: FocusSessions, person: str, session: Focus) -> None:
    focus.start(person, session.id, at())
    paused = focus.pause(person, session.id, at(after(10)))
    resumed = focus.resume(person, session.id, at(after(70)))

    assert (paused.state, paused.running_since, paused.elapsed_seconds) == ("paused", None, 600)
    assert (resumed.state, resumed.running_since, resumed.elapsed_seconds) == ("running", after(70), 600)
    with pytest.raises(FocusNotFinished) as refusal:
        focus.complete(person, session.id, at(after(80)))
    assert refusal.value.facts == {"remaining_seconds": 300}
    assert focus.complete(person, session.id, at(after(85))).elapsed_seconds == 25 * 60


def test_many_short_pauses_lose_no_time(focus: FocusSessions, person: str, session: Focus) -> None:
    focus.start(person, session.id, at())
    for second in range(10):
        focus.pause(person, session.id, at(NOON + timedelta(seconds=second + 0.9)))
        paused = focus.resume(person, session.id, at(NOON + timedelta(seconds=second + 1)))

    assert paused.elapsed_seconds == 9


def test_abandoned_session_is_kept_and_credits_nothing(
    world: World, focus: FocusSessions, person: str, session: Focus
) -> None:
    focus.start(person, session.id, at())

    abandoned = focus.abandon(person, session.id, at(after(30)))

    assert (abandoned.state, abandoned.credited_minutes, abandoned.ended_at) == ("abandoned", 0, after(30))
    assert minutes(world, person) == 0


@pytest.mark.parametrize("paused", [True, False])
def test_second_session_cannot_start_beside_one_that_is_open(
    focus: FocusSessions, person: str, session: Focus, *, paused: bool
) -> None:
    other = focus.create(person, FocusDraft(title="Practice", planned_minutes=5, **wire()))
    focus.start(person, session.id, at())
    if paused:
        focus.pause(person, session.id, at(after(1)))

    with pytest.raises(FocusAlreadyRunning) as refusal:
        focus.start(person, other.id, at(after(2)))

    assert refusal.value.facts == {"running": {"id": session.id, "title": "Mixing"}}
    focus.abandon(person, session.id, at(after(3)))
    assert focus.start(person, other.id, at(after(3))).state == "running"


def test_two_people_can_focus_at_the_same_time(world: World, focus: FocusSessions, person: str, session: Focus) -> None:
    other = world.arrive("Bob")
    theirs = focus.create(other, FocusDraft(title="Practice", planned_minutes=5, **wire()))

    focus.start(person, session.id, at())

    assert focus.start(other, theirs.id, at()).state == "running"


FORBIDDEN: list[tuple[str, list[Verb]]] = [
    ("planned", [FocusSessions.pause, FocusSessions.resume, FocusSessions.complete, FocusSessions.abandon]),
    ("running", [FocusSessions.start, FocusSessions.resume]),
    ("paused", [FocusSessions.start, FocusSessions.pause]),
    ("completed", [FocusSessions.start, FocusSessions.pause, FocusSessions.resume, FocusSessions.abandon]),
    ("abandoned", [FocusSessions.start, FocusSessions.pause, FocusSessions.resume, FocusSessions.complete]),
]
WAY: dict[str, list[Verb]] = {
    "planned": [],
    "running": [FocusSessions.start],
    "paused": [FocusSessions.start, FocusSessions.pause],
    "completed": [FocusSessions.start, FocusSessions.complete],
    "abandoned": [FocusSessions.start, FocusSessions.abandon],
}


@pytest.mark.parametrize(
    ("state", "verb"),
    [(state, verb) for state, verbs in FORBIDDEN for verb in verbs],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_state_refuses_what_it_does_not_allow(
    focus: FocusSessions, person: str, session: Focus, state: str, verb: Verb
) -> None:
    for step, taken in enumerate(WAY[state]):
        taken(focus, person, session.id, at(after(30 * step)))

    with pytest.raises(FocusInState) as refusal:
        verb(focus, person, session.id, at(after(60)))

    assert refusal.value.facts == {"state": state}


def test_events_cannot_run_backwards(focus: FocusSessions, person: str, session: Focus) -> None:
    focus.start(person, session.id, at(after(10)))

    with pytest.raises(Invalid, match="occurred_at must not be before"):
        focus.pause(person, session.id, at(after(9)))


def test_only_a_planned_session_can_be_changed(focus: FocusSessions, person: str, session: Focus) -> None:
    changed = focus.change(person, session.id, FocusChange(title="Mastering", planned_minutes=50))
    assert (changed.title, changed.planned_minutes) == ("Mastering", 50)

    focus.start(person, session.id, at())
    with pytest.raises(FocusInState):
        focus.change(person, session.id, FocusChange(planned_minutes=1))


@pytest.mark.parametrize(("planned", "allowed"), [(0, False), (1, True), (480, True), (481, False), (-5, False)])
def test_session_takes_1_to_480_minutes(focus: FocusSessions, person: str, planned: int, *, allowed: bool) -> None:
    draft = FocusDraft(title="Mixing", planned_minutes=planned, **wire())

    if allowed:
        assert focus.create(person, draft).planned_minutes == planned
    else:
        with pytest.raises(Invalid, match="planned_minutes must be from 1 to 480"):
            focus.create(person, draft)


def test_current_session_is_the_one_that_is_open(focus: FocusSessions, person: str, session: Focus) -> None:
    assert focus.current(person).session is None

    started = focus.start(person, session.id, at())
    assert focus.current(person).session == started

    focus.abandon(person, session.id, at(after(1)))
    assert focus.current(person).session is None


def test_credit_stays_when_the_session_is_deleted(
    world: World, focus: FocusSessions, person: str, session: Focus
) -> None:
    focus.start(person, session.id, at())
    focus.complete(person, session.id, at(after(25)))

    focus.delete(person, session.id)

    assert minutes(world, person) == 25
    with pytest.raises(NotFound):
        focus.read(person, session.id)


def test_list_is_narrowed_by_day_and_state(focus: FocusSessions, person: str, session: Focus) -> None:
    tomorrow = NOON.date() + timedelta(days=1)
    later = focus.create(person, FocusDraft(title="Practice", planned_minutes=5, planned_date=tomorrow, **wire()))
    focus.start(person, session.id, at())

    def listed(**wanted: object) -> list[str]:
        return [item.id for item in focus.listing(person, FocusQuery.model_validate(wanted)).items]

    assert listed() == [later.id, session.id] or listed() == sorted([later.id, session.id], reverse=True)
    assert listed(date=tomorrow) == [later.id]
    assert listed(state="running") == [session.id]
