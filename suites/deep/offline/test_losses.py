"""Whatever dies or runs full while a queue is sent, nothing that was queued is lost, and nothing counts twice."""

import operator
import random
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import pytest
from playwright.sync_api import expect

from fixtures.eventually import eventually
from fixtures.offline.network import SYNCED, rename_item, write_item
from fixtures.offline.replay import PUSH
from fixtures.oracle.envelopes import Content
from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen
from fixtures.target.mortal import MortalTarget
from fixtures.wire import FaultProxy
from fixtures.wire.faults import Rule

SINGLE, VERSIONS = 12, 8
PUSHES = VERSIONS  # the first version goes with all that is single, each later one by itself
LATE_S = 3.0
WHOLE = timedelta(seconds=30)  # for a queue to be sent, on a busy machine
ROUNDS = 4
ROOM = 4_000_000  # bytes; the pages themselves take about one
MOST_FILLINGS = 40
CHARACTERS = 0x4E00, 0x9FFF  # no browser can write these any shorter


def queue_up(shown: IdeasScreen, name: str) -> None:
    """Write several ideas down, and one in several versions."""
    for number in range(SINGLE):
        write_item(shown, Content(f"{name} single {number}"))
    write_item(shown, Content(f"{name} version 1"))
    for version in range(1, VERSIONS):
        rename_item(shown, f"{name} version {version}", f"{name} version {version + 1}")


def expect_all_once(person: Person, names: Sequence[str]) -> None:
    """See that the product has what was queued under each name, in its order, once each."""
    ideas = person.api.items("ideas")
    stored = {str(item.title): item for item in ideas.all()}
    single = {f"{name} single {number}" for name in names for number in range(SINGLE)}
    assert stored.keys() == single | {f"{name} version {VERSIONS}" for name in names}
    assert len(stored) == len(ideas.all())
    for name in names:
        last = stored[f"{name} version {VERSIONS}"]
        past = [f"{name} version {version}" for version in range(VERSIONS - 1, 0, -1)]
        assert (last.rev, [each.title for each in ideas.history(last.id)]) == (VERSIONS, past)


def deliver_late(wire: FaultProxy, spared: int) -> Rule:
    """Let a push be delivered after the browser has died, and maybe sent it again."""
    return wire.delay(*PUSH, seconds=LATE_S, spared=spared)


def lose_the_answer(wire: FaultProxy, spared: int) -> Rule:
    """Let a push be carried out, and the browser never hear of it."""
    return wire.lose_answer(*PUSH, spared=spared)


@pytest.mark.parametrize("fault", [deliver_late, lose_the_answer], ids=lambda fault: fault.__name__)
def test_a_browser_that_dies_while_it_sends(
    alice: Person, wire: FaultProxy, draw: random.Random, fault: Callable[[FaultProxy, int], Rule]
) -> None:
    """A browser that is killed at any push MUST send the rest when it is started again, and nothing twice."""
    phone = alice.kept_device("phone", through=wire)
    phone.open(IdeasScreen)
    phone.keeps_pages()
    names = [f"Round {number}" for number in range(ROUNDS)]
    for name in names:
        shown = phone.open(IdeasScreen)
        with phone.offline():
            queue_up(shown, name)
            rule = fault(wire, draw.randrange(PUSHES))
        eventually(partial(getattr, rule, "hits"), until=bool, within=WHOLE, awaiting="the push that meets the fault")
        phone.die()
        alice.sign_in_on(phone)  # a browser writes cookies down now and then only
        expect(phone.open(IdeasScreen).frame.sync).to_have_text(SYNCED)
        eventually(partial(getattr, rule, "answers"), until=bool, awaiting="the product to have answered it, too")

    expect_all_once(alice, names)


def test_a_server_that_dies_while_it_answers(
    mortal: MortalTarget, alice: Person, wire: FaultProxy, draw: random.Random
) -> None:
    """A server that is killed at any moment MUST have each change wholly or not at all, and end with each once."""
    phone = alice.device("phone", through=wire)
    shown = phone.open(IdeasScreen)
    phone.keeps_pages()
    names = [f"Round {number}" for number in range(ROUNDS)]
    for name in names:
        with phone.offline():
            queue_up(shown, name)
            end = wire.seen(*PUSH) + draw.randint(1, PUSHES)
        eventually(partial(wire.seen, *PUSH), until=partial(operator.le, end), within=WHOLE, awaiting=f"push {end}")
        mortal.die()
        mortal.revive()
        expect(shown.frame.sync).to_have_text(SYNCED, timeout=WHOLE.total_seconds() * 2_000)

    expect_all_once(alice, names)


def test_a_browser_that_has_no_room_left(alice: Person, draw: random.Random) -> None:
    """A full browser MUST say what it could not keep, and MUST send what it has, once, although it can note nothing."""
    phone = alice.device("phone")
    phone.has_room_for(ROOM)
    shown = phone.open(IdeasScreen)
    phone.keeps_pages()
    with phone.offline():
        queue_up(shown, "Take")
        for length in (100_000, 10_000, 1_000, 100):
            fill_up(shown, draw, length)
    expect(shown.frame.sync).to_have_text(SYNCED)
    filled = [item for item in alice.api.items("ideas").all() if str(item.title).startswith("Filling")]
    assert filled
    for item in filled:
        alice.api.items("ideas").delete(item.id, base_rev=1)
    expect_all_once(alice, ["Take"])

    expect(phone.reload(IdeasScreen).frame.sync).to_have_text(SYNCED)
    expect_all_once(alice, ["Take"])


def fill_up(shown: IdeasScreen, draw: random.Random, length: int) -> None:
    """Write texts of so many characters until the page says that there is no room; what was typed stays then."""
    for number in range(MOST_FILLINGS):
        shown.form.title.fill(f"Filling {length} {number}")
        shown.form.text.fill("".join(chr(draw.randrange(*CHARACTERS)) for _ in range(length)))
        shown.form.create.click()
        made, full = shown.item(f"Filling {length} {number}").root, shown.alert.filter(has_text="no room")
        made.or_(full).first.wait_for()
        if full.is_visible():
            break
    expect(full).to_be_visible()
    expect(made).to_have_count(0)
    expect(shown.form.title).to_have_value(f"Filling {length} {number}")
