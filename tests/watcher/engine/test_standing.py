"""What keeps the watcher from sending: what is told first, and when it tries again."""

import threading

import pytest

from reference_server.watcher.engine.standing import ORDER, Hindrance, Standing, Trouble, Unreached
from tests.watcher.made import HandClock


@pytest.fixture
def standing(clock: HandClock) -> Standing:
    standing = Standing(clock)
    standing.clear("connecting")
    return standing


def test_a_watcher_begins_by_connecting(clock: HandClock) -> None:
    standing = Standing(clock)

    assert (standing.first, standing.may_send()) == ("connecting", False)


def test_a_watcher_that_nothing_hinders_may_send(standing: Standing) -> None:
    assert (standing.first, standing.may_send()) == (None, True)


def test_of_several_hindrances_the_gravest_is_told(standing: Standing) -> None:
    told = []
    for name in reversed(ORDER):
        standing.hinder(name, f"because of {name}")
        told.append(standing.first)

    assert told == list(reversed(ORDER))
    assert ORDER == (
        "signed_out",
        "paused_disk_full",
        "paused",
        "connecting",
        "offline",
        "store_unavailable",
        "locked",
    )


def test_what_hinders_no_more_leaves_the_others(standing: Standing) -> None:
    standing.hinder("locked", "locked")
    standing.hinder("paused", "paused")

    assert standing.clear("paused", "offline")
    assert standing.first == "locked"
    assert not standing.clear("paused")


@pytest.mark.parametrize("name", ["signed_out", "paused_disk_full", "paused", "connecting", "locked"])
def test_nothing_is_sent_while_it_cannot_succeed(standing: Standing, name: Hindrance) -> None:
    standing.hinder(name, "a reason")

    assert not standing.may_send()
    standing.clear(name)
    assert standing.may_send()


def test_a_failed_try_is_repeated_after_a_pause(standing: Standing, clock: HandClock) -> None:
    standing.failed("offline", "no answer")

    assert not standing.may_send()
    clock.pass_by(0.5)
    assert standing.may_send()
    assert standing.first == "offline"  # until one succeeds


def pauses(standing: Standing, count: int, name: Unreached = "store_unavailable") -> list[float]:
    """Return how long the next pauses are."""
    found = []
    for _ in range(count):
        standing.failed(name, "no answer")
        found.append(standing.pause(60.0))
    return found


def test_pauses_grow_to_fifteen_seconds(standing: Standing) -> None:
    for pause, longest in zip(pauses(standing, 9), [0.5, 1, 2, 4, 8, 15, 15, 15, 15], strict=True):
        assert longest / 2 <= pause <= longest


def test_no_two_watchers_pause_for_the_same_time(clock: HandClock) -> None:
    assert len({pauses(Standing(clock), 6)[-1] for _ in range(10)}) == 10


@pytest.mark.parametrize("name", ["offline", "store_unavailable"])
def test_a_success_lets_pauses_begin_anew(standing: Standing, name: Unreached) -> None:
    pauses(standing, 6, name)

    standing.clear(name)

    assert standing.may_send()
    assert pauses(standing, 1, name)[0] <= 0.5


def test_a_server_that_answers_does_not_hurry_a_store_that_does_not(standing: Standing, clock: HandClock) -> None:
    for _ in range(10):
        standing.failed("store_unavailable", "no answer")
        standing.clear("offline")

    assert not standing.may_send()
    assert standing.pause(60) > 7
    clock.pass_by(15)
    assert standing.may_send()


def test_what_is_no_success_lets_pauses_grow_on(standing: Standing) -> None:
    pauses(standing, 6)

    standing.clear("locked", "paused")

    assert pauses(standing, 1)[0] >= 7.5


def test_a_pause_is_never_longer_than_was_asked_for(standing: Standing, clock: HandClock) -> None:
    assert standing.pause(5.0) == 5.0
    pauses(standing, 6)
    assert standing.pause(5.0) == 5.0
    clock.pass_by(14.9)
    assert 0 <= standing.pause(5.0) <= 5.0


def test_how_long_something_hinders_is_counted_from_its_beginning(standing: Standing, clock: HandClock) -> None:
    standing.hinder("locked", "locked")
    clock.pass_by(5)
    standing.hinder("locked", "still")

    assert standing.lasted("locked") == 5
    assert standing.lasted("offline") == 0


def test_a_clock_that_is_set_back_makes_nothing_last_longer(
    standing: Standing, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing.hinder("paused_disk_full", "full")
    monkeypatch.setattr(clock, "now", lambda: -3600.0)
    clock.pass_by(15)

    assert standing.lasted("paused_disk_full") == 15


def test_a_full_disk_is_counted_from_the_last_try(standing: Standing, clock: HandClock) -> None:
    standing.hinder("paused_disk_full", "full")
    clock.pass_by(15)
    standing.hinder("paused_disk_full", "still full")

    assert standing.lasted("paused_disk_full") == 0


def test_the_last_trouble_is_kept_when_it_is_over(standing: Standing, clock: HandClock) -> None:
    standing.failed("offline", "no answer")
    then = clock.now()
    clock.pass_by(10)
    standing.clear("offline")

    assert standing.last_error == Trouble(then, "no answer")


def test_a_pause_that_was_asked_for_is_no_trouble(standing: Standing) -> None:
    standing.hinder("paused", "paused by daw-watcher pause")

    assert standing.last_error is None


def test_an_error_of_the_program_is_a_trouble_and_hinders_nothing_for_long(
    standing: Standing, clock: HandClock
) -> None:
    standing.went_wrong("ValueError in sender-1")

    assert (standing.first, standing.may_send()) == (None, False)
    assert standing.last_error == Trouble(clock.now(), "ValueError in sender-1")
    clock.pass_by(0.5)
    assert standing.may_send()


@pytest.mark.parametrize("what", ["hinder", "clear", "notify"])
def test_whoever_waits_hears_of_a_change(standing: Standing, what: str) -> None:
    waits = threading.Event()

    def wait() -> None:
        with standing.changed:
            waits.set()
            standing.wait(30)

    waiting = threading.Thread(target=wait)
    waiting.start()
    waits.wait(30)
    with standing.changed:  # it has let go of this: it waits
        pass
    {
        "hinder": lambda: standing.hinder("locked", "locked"),
        "clear": lambda: standing.clear("locked"),
        "notify": standing.notify,
    }[what]()
    waiting.join(10)

    assert not waiting.is_alive()
