"""Tombstones stay until every device has heard of them, and whoever comes later begins anew."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest

from reference_server.contract.push import Operation, Push
from reference_server.services.items.writing import Writer
from reference_server.services.people.sessions import Caller
from reference_server.services.refusals import CursorTooOld
from tests.server.sync.queue import new_habit, new_idea, new_quest, new_track, operation
from tests.server.world import World

KEPT = timedelta(days=180)
A_DAY = timedelta(days=1)
KINDS = {"quests": new_quest, "habits": new_habit, "learning": new_track, "ideas": new_idea}


@dataclass
class Gadget:
    """A device that asks the rules themselves, because no session lasts as long as a tombstone."""

    world: World
    person_id: str
    device: str
    cursor: int = 0
    n: int = 0

    @property
    def caller(self) -> Caller:
        """Who asks."""
        return Caller(self.person_id, "none", browser=True)

    def hear(self) -> list[str]:
        """Ask what is new, and return the ids of what was deleted."""
        told = self.world.services.sync.poll(self.caller, self.cursor, self.device)
        self.cursor = told.seq
        return [change.id for change in told.changes if change.deleted]

    def do(self, command: str, key: str, base_rev: int | None = None, **args: object) -> str:
        """Send one operation and return its status."""
        self.n += 1
        sent = Operation(**{**operation(command, key, base_rev, **args), "n": self.n})
        push = Push(person=self.person_id, device=self.device, ops=[sent])
        return self.world.services.operations.push(Writer(self.caller, None), push).results[0].status

    def make(self, kind: str) -> str:
        """Make a thing of this kind and return its id."""
        made = KINDS[kind]()
        assert self.do(made["command"], made["id"], **made["args"]) == "applied"
        return str(made["id"])


@dataclass
class Household:
    """A person with a phone and a laptop."""

    phone: Gadget
    laptop: Gadget


@pytest.fixture
def alice(any_world: World) -> Household:
    person_id = any_world.arrive()
    return Household(*(Gadget(any_world, person_id, str(uuid4())) for _ in range(2)))


def is_left(world: World, gadget: Gadget, kind: str, key: str) -> bool:
    """Say whether anything is left of a thing."""
    with world.seams.store.begin(write=False) as work:
        return world.services.changes.standing(work, gadget.person_id, kind, key) is not None


@pytest.mark.parametrize("kind", KINDS)
def test_deletion_is_told_for_180_days(any_world: World, alice: Household, kind: str) -> None:
    made = alice.phone.make(kind)
    alice.phone.do(f"{kind}.delete", made, 1)

    any_world.clock.pass_by(KEPT - A_DAY)
    any_world.services.tidying.tidy()
    before = is_left(any_world, alice.phone, kind, made)
    any_world.clock.pass_by(2 * A_DAY)
    any_world.services.tidying.tidy()

    assert before
    assert not is_left(any_world, alice.phone, kind, made)


def test_deletion_is_told_until_every_live_device_has_heard_of_it(any_world: World, alice: Household) -> None:
    made = alice.phone.make("quests")
    alice.phone.hear()
    alice.laptop.hear()
    alice.phone.do("quests.delete", made, 1)
    any_world.clock.pass_by(KEPT / 2)
    any_world.services.sync.hear(alice.laptop.caller, alice.laptop.device, alice.laptop.cursor)
    alice.phone.hear()
    alice.phone.hear()
    any_world.clock.pass_by(KEPT / 2 + A_DAY)

    any_world.services.tidying.tidy()
    heard = alice.laptop.hear()
    alice.laptop.hear()
    any_world.services.tidying.tidy()

    assert heard == [made]
    assert not is_left(any_world, alice.phone, "quests", made)


def test_device_that_was_away_too_long_is_not_waited_for_and_begins_anew(any_world: World, alice: Household) -> None:
    kept, gone = (alice.phone.make("ideas") for _ in range(2))
    alice.phone.hear()
    alice.laptop.hear()
    alice.phone.do("ideas.delete", gone, 1)
    alice.phone.hear()
    any_world.clock.pass_by(KEPT + A_DAY)
    alice.phone.hear()
    any_world.services.tidying.tidy()

    with pytest.raises(CursorTooOld):
        alice.laptop.hear()

    alice.laptop.cursor = 0
    told = any_world.services.sync.poll(alice.laptop.caller, 0, alice.laptop.device)
    assert [change.id for change in told.changes] == [kept]
    assert alice.phone.hear() == []


def test_new_device_hears_of_everything_although_deletions_are_forgotten(
    any_world: World, alice: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It begins before the oldest deletion that is known, and needs several answers to get past it."""
    monkeypatch.setattr("reference_server.services.sync.sync.MOST_CHANGES", 2)
    kept = [alice.phone.make("quests") for _ in range(5)]
    gone = alice.phone.make("quests")
    alice.phone.do("quests.delete", gone, 1)
    any_world.clock.pass_by(KEPT + A_DAY)
    any_world.services.tidying.tidy()
    sync, caller, heard, since = any_world.services.sync, alice.laptop.caller, list[str](), 0

    for _ in range(3):
        told = sync.poll(caller, since, alice.laptop.device, anew=True)
        heard += [change.id for change in told.changes]
        since = told.seq

    assert heard == kept
    assert not told.has_more
    with pytest.raises(CursorTooOld):
        sync.poll(caller, 2, alice.laptop.device)


@pytest.mark.parametrize("kind", KINDS)
def test_id_is_never_used_again(any_world: World, alice: Household, kind: str) -> None:
    made = KINDS[kind]()
    alice.phone.do(made["command"], made["id"], **made["args"])
    alice.phone.do(f"{kind}.delete", made["id"], 1)
    statuses = [alice.laptop.do(made["command"], made["id"], **made["args"])]

    any_world.clock.pass_by(KEPT + A_DAY)
    any_world.services.tidying.tidy()
    with any_world.seams.store.begin(write=False) as work:
        person = any_world.services.accounts.find(work, alice.phone.person_id)
    again = {**made["args"], "local_date": any_world.clock.now().date(), "occurred_at": any_world.clock.now()}
    statuses.append(alice.laptop.do(made["command"], made["id"], **(again if kind != "ideas" else made["args"])))

    assert person.horizon > 0
    assert statuses == ["rejected", "rejected"]


def test_results_are_known_for_30_days(any_world: World, alice: Household) -> None:
    sent = Operation(**{**new_idea(), "n": 1})
    push = Push(person=alice.phone.person_id, device=alice.phone.device, ops=[sent])
    statuses = []

    for span in (timedelta(), 29 * A_DAY, 2 * A_DAY):
        any_world.clock.pass_by(span)
        any_world.services.tidying.tidy()
        told = any_world.services.operations.push(Writer(alice.phone.caller, None), push)
        statuses.append(told.results[0].status)

    assert statuses == ["applied", "applied", "duplicate"]


def test_tidying_goes_on_after_somebody_who_was_erased_meanwhile(any_world: World, alice: Household) -> None:
    made = alice.phone.make("habits")
    alice.phone.do("habits.delete", made, 1)
    any_world.clock.pass_by(KEPT + A_DAY)
    tidying = any_world.services.tidying
    tidying.owners_of_old = lambda: {"nobody", alice.phone.person_id}  # type: ignore[method-assign]

    tidying.tidy()

    assert not is_left(any_world, alice.phone, "habits", made)
