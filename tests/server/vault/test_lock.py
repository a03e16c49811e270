"""Locking and unlocking: epochs, grants, and how long a session keeps the vault open."""

from datetime import datetime, timedelta

import pytest

from reference_server.services.refusals import VaultLocked
from tests.server.vault.vaults import Device, another, problem_of
from tests.server.world import World

MINUTE = timedelta(minutes=1)


def told(device: Device) -> tuple[int, bool, str | None]:
    """Return what the session is told about the vault."""
    vault = device.vault
    return vault["epoch"], vault["locked"], vault["reason"]


def report(device: Device, idle_seconds: float = 0) -> datetime:
    """Tell of activity, and return when the grant ends."""
    answer = device.send("POST", "/api/vault/activity", {"idle_seconds": idle_seconds})
    assert answer.status_code == 200, answer.text
    return datetime.fromisoformat(answer.json()["expires_at"])


@pytest.mark.parametrize("reason", ["manual", "inactivity", "remote", "sign_out", "policy"])
def test_lock_begins_an_epoch_and_tells_its_reason(alice: Device, reason: str) -> None:
    answer = alice.lock(reason)

    assert answer.json() == {"epoch": 2, "locked": True, "reason": reason, "seq": 0}
    assert told(alice) == (2, True, reason)
    refused = alice.write()
    assert (problem_of(refused), refused.json()["epoch"], refused.json()["reason"]) == (
        (423, "vault-locked"),
        2,
        reason,
    )


def test_lock_tells_of_the_last_change_before_it_also_when_it_is_sent_again(alice: Device) -> None:
    lock = {"reason": "manual", "op_id": "once"}
    write = ("POST", "/api/ideas", {"title": "Hook"})
    assert [alice.send(*write).json()["seq"] for _ in range(2)] == [1, 2]
    first = alice.send("POST", "/api/vault/lock", lock).json()
    alice.unlock()
    assert alice.send(*write).json()["seq"] == 3

    again = alice.send("POST", "/api/vault/lock", lock).json()

    assert first == again == {"epoch": 2, "locked": True, "reason": "manual", "seq": 2}


def test_lock_by_one_session_locks_every_other(world: World, alice: Device) -> None:
    phone = another(world, alice)
    phone.unlock()

    alice.lock("remote")

    assert told(phone) == (2, True, "remote")
    assert problem_of(phone.write()) == (423, "vault-locked")


def test_lock_needs_no_open_vault_and_counts_each_time(world: World, alice: Device) -> None:
    phone = another(world, alice)

    assert [phone.lock().json()["epoch"] for _ in range(3)] == [2, 3, 4]


def test_repeated_lock_is_answered_as_the_first_time(alice: Device) -> None:
    first = alice.lock("inactivity", "once").json()
    alice.lock("manual", "later")
    alice.unlock()

    assert alice.lock("manual", "once").json() == first
    assert told(alice) == (3, False, None)


def test_operation_is_one_persons_own(world: World, alice: Device) -> None:
    alice.lock(op_id="once")
    bob = Device(world.person("Bob"))
    bob.create()

    assert bob.lock(op_id="once").json()["epoch"] == 2
    assert told(bob) == (2, True, "manual")


def test_unlock_opens_the_vault_for_its_own_session_alone(world: World, alice: Device) -> None:
    phone = another(world, alice)
    alice.lock()

    opened = alice.unlock()

    assert (opened.status_code, opened.json()["epoch"]) == (200, 2)
    assert opened.json()["expires_at"] == alice.vault["grant_expires_at"]
    assert told(alice) == (2, False, None)
    assert told(phone) == (2, True, "manual")


def test_write_names_the_epoch_that_it_was_made_in(alice: Device) -> None:
    """What was made before a lock must not pass after the next unlock."""
    alice.lock("remote")
    alice.unlock()

    for epoch in (None, 0, 1, 3):
        refused = Device(alice.person, epoch).write()
        assert (problem_of(refused), refused.json()["epoch"]) == ((423, "vault-locked"), 2)
        assert refused.json()["reason"] == "remote"
    assert alice.write().status_code == 200


def test_epoch_is_no_key(world: World, alice: Device) -> None:
    phone = another(world, alice)

    assert [problem_of(Device(phone.person, epoch).write()) for epoch in (0, 1, 2)] == [(423, "vault-locked")] * 3


def test_grant_ends_at_the_auto_lock(world: World, alice: Device) -> None:
    world.clock.pass_by(15 * MINUTE - MINUTE / 60)
    assert alice.write().status_code == 200

    world.clock.pass_by(MINUTE / 60)
    assert problem_of(alice.write()) == (423, "vault-locked")
    assert told(alice) == (1, True, "inactivity")
    assert alice.vault["grant_expires_at"] is None


def test_grant_does_not_survive_a_weekend(world: World, alice: Device) -> None:
    world.clock.pass_by(timedelta(hours=60))

    assert problem_of(alice.write()) == (423, "vault-locked")


def test_lock_after_a_grant_ran_out_tells_the_locks_reason(world: World, alice: Device) -> None:
    world.clock.pass_by(15 * MINUTE)
    alice.lock("remote")

    assert told(alice) == (2, True, "remote")


def test_activity_keeps_the_vault_open(world: World, alice: Device) -> None:
    for _ in range(4):
        world.clock.pass_by(10 * MINUTE)
        report(alice)

    assert alice.write().status_code == 200
    world.clock.pass_by(15 * MINUTE)
    assert problem_of(alice.write()) == (423, "vault-locked")


def test_grant_lasts_from_the_last_activity_on(world: World, alice: Device) -> None:
    world.clock.pass_by(10 * MINUTE)

    until = report(alice, idle_seconds=240)

    assert until - world.clock.time == pytest.approx(11 * MINUTE, abs=timedelta(milliseconds=1))


@pytest.mark.parametrize("idle", [300, 900.5, 86_400, 1e300])
def test_activity_never_shortens_a_grant(world: World, alice: Device, idle: float) -> None:
    before = datetime.fromisoformat(alice.vault["grant_expires_at"])

    assert report(alice, idle) == before


def test_reading_and_writing_prolong_nothing(world: World, alice: Device) -> None:
    before = alice.vault["grant_expires_at"]
    world.clock.pass_by(5 * MINUTE)

    alice.write()
    alice.person.get("/api/auth/me")

    assert alice.vault["grant_expires_at"] == before


def test_activity_opens_nothing(world: World, alice: Device) -> None:
    world.clock.pass_by(15 * MINUTE)
    late = alice.send("POST", "/api/vault/activity", {"idle_seconds": 0})
    assert (problem_of(late), late.json()["reason"]) == ((423, "vault-locked"), "inactivity")

    alice.unlock()
    alice.lock("remote")
    locked = alice.send("POST", "/api/vault/activity", {"idle_seconds": 0})
    assert (problem_of(locked), locked.json()["reason"]) == ((423, "vault-locked"), "remote")


@pytest.mark.parametrize("idle", [-1, "0", None])
def test_activity_is_not_of_the_future(alice: Device, idle: object) -> None:
    answer = alice.send("POST", "/api/vault/activity", {"idle_seconds": idle})

    assert problem_of(answer) == (422, "validation")


def test_grant_may_be_asked_shorter(world: World, alice: Device) -> None:
    alice.unlock(expires_in=60)

    world.clock.pass_by(MINUTE)

    assert problem_of(alice.write()) == (423, "vault-locked")


def test_short_grant_is_prolonged_by_as_little(world: World, alice: Device) -> None:
    alice.unlock(expires_in=60)
    world.clock.pass_by(MINUTE / 2)
    report(alice)

    world.clock.pass_by(MINUTE / 2)
    assert alice.write().status_code == 200
    world.clock.pass_by(MINUTE / 2)
    assert problem_of(alice.write()) == (423, "vault-locked")


@pytest.mark.parametrize("seconds", [901, 86_401, 10**12])
def test_grant_is_never_longer_than_the_auto_lock(world: World, alice: Device, seconds: int) -> None:
    alice.unlock(expires_in=seconds)

    world.clock.pass_by(15 * MINUTE)

    assert problem_of(alice.write()) == (423, "vault-locked")


@pytest.mark.parametrize("seconds", [0, -1, 1.5, "60"])
def test_grant_lasts_whole_seconds(alice: Device, seconds: object) -> None:
    assert problem_of(alice.unlock(expires_in=seconds)) == (422, "validation")


def test_longer_auto_lock_counts_from_the_next_activity(world: World, alice: Device) -> None:
    alice.send("PATCH", "/api/vault", {"auto_lock_minutes": 1440})
    world.clock.pass_by(14 * MINUTE)
    report(alice)

    world.clock.pass_by(timedelta(days=1) - MINUTE)

    assert alice.write().status_code == 200


def test_shorter_auto_lock_counts_at_once_in_every_session(world: World, alice: Device) -> None:
    phone = another(world, alice)
    phone.unlock()
    alice.send("PATCH", "/api/vault", {"auto_lock_minutes": 1})

    world.clock.pass_by(MINUTE)

    assert [problem_of(device.write()) for device in (alice, phone)] == [(423, "vault-locked")] * 2


def test_signing_out_ends_the_sessions_grant(world: World, alice: Device) -> None:
    """Also for a request that was let in just before."""
    caller = world.services.sessions.by_cookie(alice.person.client.cookies["passion_session"])

    alice.person.send("POST", "/api/auth/logout")

    with pytest.raises(VaultLocked), world.seams.store.begin() as work:
        world.services.vault_gate.check_open(work, caller, 1)
    assert told(another(world, alice)) == (1, True, "manual")


def test_state_is_that_of_the_session(world: World, alice: Device) -> None:
    """What a poll tells."""
    phone, bob = another(world, alice), world.person("Bob")
    callers = [
        world.services.sessions.by_cookie(person.client.cookies["passion_session"])
        for person in (alice.person, phone.person, bob)
    ]

    with world.seams.store.begin(write=False) as work:
        here, there, none = (world.services.vault_views.state(work, caller) for caller in callers)

    assert here is not None
    assert here.model_dump() == {"epoch": 1, "locked": False, "reason": None}
    assert there is not None
    assert there.model_dump() == {"epoch": 1, "locked": True, "reason": "manual"}
    assert none is None
