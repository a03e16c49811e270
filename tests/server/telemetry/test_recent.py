"""What only the last minutes tell, and what counts as an attempt to get in."""

from datetime import timedelta
from uuid import UUID

import pytest

from reference_server.services.telemetry import recent
from tests.server.telemetry.reading import scraped
from tests.server.world import World

DEVICE = "0b1f8f5e-6a53-4d0f-9a8e-0b6c1f2f3a4b"


def test_sign_ins_are_forgotten_after_five_minutes(world: World) -> None:
    telemetry = world.services.telemetry
    telemetry.signed_in("bad_credentials", "somebody")
    world.clock.pass_by(timedelta(seconds=299))
    telemetry.signed_in("ok", "somebody else")
    assert telemetry.sign_ins.counted() == (2, 1, 1)

    world.clock.pass_by(timedelta(seconds=2))

    assert telemetry.sign_ins.counted() == (1, 0, 0)


def test_a_device_that_falls_silent_is_not_waiting(world: World) -> None:
    telemetry = world.services.telemetry
    telemetry.waits("alice", DEVICE, 30)
    world.clock.pass_by(timedelta(seconds=50))
    assert telemetry.waiting.oldest_seconds() == pytest.approx(80, abs=1)

    world.clock.pass_by(timedelta(seconds=11))

    assert telemetry.waiting.oldest_seconds() == 0


def test_a_device_speaks_for_its_person_alone(world: World) -> None:
    telemetry = world.services.telemetry
    telemetry.waits("alice", DEVICE, 30)
    telemetry.waits("bob", DEVICE, None)
    assert telemetry.waiting.oldest_seconds() == pytest.approx(30, abs=1)

    telemetry.waits("alice", DEVICE, None)

    assert telemetry.waiting.oldest_seconds() == 0


def test_a_poll_that_is_refused_says_nothing(world: World) -> None:
    alice = world.person()
    said = {"since": "0", "device": DEVICE, "oldest_pending_seconds": "30"}
    assert alice.get("/api/sync/poll", **said, person=str(UUID(int=1))).status_code == 403
    assert world.services.telemetry.waiting.oldest_seconds() == 0

    assert alice.get("/api/sync/poll", **said).status_code == 200

    assert world.services.telemetry.waiting.oldest_seconds() == pytest.approx(30, abs=1)


def test_devices_that_wait_are_forgotten_though_nobody_asks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = world.services.telemetry.waiting
    monkeypatch.setattr(recent, "MOST_REMEMBERED", 3)
    for number in range(5):
        waiting.tell("alice", str(number), 100 - number)
    assert waiting.oldest_seconds() == pytest.approx(98, abs=1), "the earliest two are let go"
    assert len(waiting._told) == 3

    world.clock.pass_by(timedelta(seconds=61))
    waiting.tell("alice", "another", 1)

    assert len(waiting._told) == 1


def test_codes_that_fit_no_watcher_are_attempts_of_whoever_types_them(world: World) -> None:
    alice = world.person()
    for code in ("BCDF-GHJK", "LMNP-QRST"):
        assert alice.get(f"/api/daw/pairings/{code}").status_code == 404

    told = scraped(world)

    assert told["passion_auth_attempts_total", "bad_credentials"] == 2
    assert told["passion_auth_failed_accounts_recent",] == 1


def test_a_sign_in_that_comes_back_refused_is_an_attempt(world: World) -> None:
    answer = world.visitor().get("/api/auth/callback/google", params={"state": "made-up", "code": "made-up"})

    assert answer.status_code == 303
    assert scraped(world)["passion_auth_attempts_total", "bad_credentials"] == 1


def test_the_disk_is_told_as_what_is_used(world: World) -> None:
    told = scraped(world)
    free = told["passion_data_dir_free_bytes",] / told["passion_data_dir_size_bytes",]

    assert world.services.dashboard.limits.live.disk_used() == pytest.approx(1 - free, abs=0.01)
