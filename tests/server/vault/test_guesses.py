"""Guessing is slow: five wrong guesses, then a wait in which nothing is tried, and which grows with each try."""

from datetime import timedelta

import pytest
from httpx import Response

from tests.server.vault.vaults import Device, another, new_passphrase, problem_of, sent_proof
from tests.server.world import World

MINUTE = timedelta(minutes=1)


def left(answer: Response) -> int:
    """Return the attempts that a wrong guess leaves."""
    assert problem_of(answer) == (401, "wrong-passphrase"), answer.text
    attempts: int = answer.json()["attempts_left"]
    return attempts


def wait(answer: Response) -> int:
    """Return the seconds for which nothing is tried."""
    assert problem_of(answer) == (429, "throttled"), answer.text
    assert answer.headers["retry-after"] == str(answer.json()["retry_after"])
    return int(answer.headers["retry-after"])


def exhaust(alice: Device, attempts: int = 5) -> None:
    """Guess wrong as often as is allowed."""
    for _ in range(attempts):
        left(alice.unlock("guess"))


def test_wrong_guesses_are_counted_down(alice: Device) -> None:
    assert [left(alice.unlock("guess")) for _ in range(5)] == [4, 3, 2, 1, 0]
    assert wait(alice.unlock("guess")) == 900


def test_right_guess_is_not_tried_during_a_wait(world: World, alice: Device) -> None:
    exhaust(alice)

    world.clock.pass_by(15 * MINUTE - MINUTE / 60)
    assert wait(alice.unlock()) == 900
    world.clock.pass_by(15 * MINUTE)
    assert alice.unlock().status_code == 200


def test_wait_is_the_same_for_every_session(world: World, alice: Device) -> None:
    exhaust(alice)

    assert wait(another(world, alice).unlock()) == 900


@pytest.mark.parametrize("phrase", ["correct", "guess"])
def test_each_try_during_a_wait_makes_it_longer_up_to_an_hour(alice: Device, phrase: str) -> None:
    exhaust(alice)

    assert [wait(alice.unlock(phrase)) for _ in range(5)] == [900, 1800, 3600, 3600, 3600]


def test_wait_counts_from_the_last_try(world: World, alice: Device) -> None:
    exhaust(alice)
    wait(alice.unlock())
    world.clock.pass_by(10 * MINUTE)
    assert wait(alice.unlock()) == 1800

    world.clock.pass_by(30 * MINUTE - MINUTE / 60)
    assert wait(alice.unlock()) == 3600
    world.clock.pass_by(60 * MINUTE)
    assert alice.unlock().status_code == 200


def test_wrong_guess_after_a_wait_leads_to_the_next(world: World, alice: Device) -> None:
    exhaust(alice)
    world.clock.pass_by(15 * MINUTE)

    assert left(alice.unlock("guess")) == 0
    assert wait(alice.unlock()) == 1800


def test_however_many_tries_there_are_they_are_answered(world: World, alice: Device) -> None:
    exhaust(alice)
    world.services.guesses.window = MINUTE / 600

    waits = [wait(alice.unlock("guess")) for _ in range(40)]

    assert waits[-1] == 3600


def test_right_guess_begins_the_count_anew(world: World, alice: Device) -> None:
    exhaust(alice)
    world.clock.pass_by(15 * MINUTE)

    alice.unlock()

    assert [left(alice.unlock("guess")) for _ in range(5)] == [4, 3, 2, 1, 0]
    assert wait(alice.unlock("guess")) == 900


def test_old_guesses_are_forgotten(world: World, alice: Device) -> None:
    exhaust(alice, 4)

    world.clock.pass_by(15 * MINUTE)

    assert left(alice.unlock("guess")) == 4


def test_guesses_within_the_window_add_up(world: World, alice: Device) -> None:
    for expected in (4, 3, 2, 1, 0):
        assert left(alice.unlock("guess")) == expected
        world.clock.pass_by(3 * MINUTE)

    assert wait(alice.unlock()) == 900


def test_change_of_the_passphrase_shares_the_count(alice: Device) -> None:
    exhaust(alice, 4)
    change = {"proof": sent_proof("guess"), **new_passphrase(alice.vault["kid"], "new")}

    assert left(alice.send("POST", "/api/vault/passphrase", change)) == 0
    assert wait(alice.send("POST", "/api/vault/passphrase", {**change, "proof": sent_proof("correct")})) == 900
    assert wait(alice.unlock()) == 1800


def test_malformed_guess_is_not_counted(alice: Device) -> None:
    exhaust(alice, 4)

    assert problem_of(alice.send("POST", "/api/vault/unlock", {"proof": "short"})) == (422, "validation")
    assert left(alice.unlock("guess")) == 0


def test_one_persons_guesses_keep_nobody_else_out(world: World, alice: Device) -> None:
    exhaust(alice)
    bob = Device(world.person("Bob"))
    bob.create()

    assert bob.unlock().status_code == 200


def test_throttle_leaves_the_open_vault_alone(alice: Device) -> None:
    exhaust(alice)

    assert alice.write().status_code == 200
    assert alice.lock().status_code == 200


def test_attempts_are_a_setting(world: World, alice: Device) -> None:
    guesses = world.services.guesses
    guesses.attempts, guesses.window = 2, timedelta(seconds=10)

    assert [left(alice.unlock("guess")) for _ in range(2)] == [1, 0]
    assert wait(alice.unlock()) == 10
