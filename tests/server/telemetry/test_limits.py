"""Limits: each is broken just above it and not just below, and says nothing where too little happened."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from reference_server.services.telemetry.meaning import Request
from reference_server.services.telemetry.telemetry import Telemetry
from tests.server.telemetry.reading import Console
from tests.server.world import World

Happening = Callable[[Telemetry], None]


def requests(
    number: int, *, method: str = "GET", code: int = 200, seconds: float = 0.01, route: str = "/api/today"
) -> Happening:
    def happen(telemetry: Telemetry) -> None:
        for _ in range(number):
            telemetry.request(Request(method, route, code, seconds, None, "internal-error" if code >= 500 else None))

    return happen


def unlocks(number: int, *, wrong: bool) -> Happening:
    code, problem = (401, "wrong-passphrase") if wrong else (200, None)

    def happen(telemetry: Telemetry) -> None:
        for _ in range(number):
            telemetry.request(Request("POST", "/api/vault/unlock", code, 0.01, None, problem))

    return happen


def searches(number: int, seconds: float) -> Happening:
    def happen(telemetry: Telemetry) -> None:
        for _ in range(number):
            telemetry.request(Request("POST", "/api/search/query", 200, seconds, None, None))

    return happen


def uploads(**results: int) -> Happening:
    def happen(telemetry: Telemetry) -> None:
        for result, number in results.items():
            telemetry.uploaded([(result, 0)] * number)  # type: ignore[list-item]

    return happen


def replays(**results: int) -> Happening:
    def happen(telemetry: Telemetry) -> None:
        for result, number in results.items():
            for _ in range(number):
                telemetry.replayed("somebody", "ideas.create", result)

    return happen


def store(well: int, badly: int) -> Happening:
    def happen(telemetry: Telemetry) -> None:
        for each in [True] * well + [False] * badly:
            telemetry.store_asked("describe", each)

    return happen


def sign_ins(failed: int, accounts: int, well: int) -> Happening:
    def happen(telemetry: Telemetry) -> None:
        for number in range(failed):
            telemetry.signed_in("bad_credentials", str(number % accounts))
        for _ in range(well):
            telemetry.signed_in("ok", "somebody")

    return happen


def waiting(seconds: int) -> Happening:
    return lambda telemetry: telemetry.waits("somebody", "a device", seconds)


CASES: list[tuple[str, str, list[Happening]]] = [
    ("PassionHighErrorRate", "no_data", [requests(40), requests(10, code=500)]),
    ("PassionHighErrorRate", "ok", [requests(980), requests(20, code=500)]),
    ("PassionHighErrorRate", "firing", [requests(970), requests(21, code=500)]),
    ("PassionSlowRequests", "no_data", [requests(50, seconds=2)]),
    ("PassionSlowRequests", "ok", [requests(51, seconds=0.5)]),
    ("PassionSlowRequests", "firing", [requests(51, seconds=0.6)]),
    ("PassionSlowRequests", "firing", [requests(26, seconds=2), requests(25, seconds=2, method="POST")]),
    ("PassionSlowRequests", "no_data", [requests(51, seconds=2, route="/api/uploads/complete")]),
    ("PassionSlowRequests", "no_data", [requests(51, seconds=2, route="/api/uploads/batch")]),
    ("PassionVaultUnlockFailures", "no_data", []),
    ("PassionVaultUnlockFailures", "ok", [unlocks(10, wrong=True)]),
    ("PassionVaultUnlockFailures", "ok", [unlocks(12, wrong=True), unlocks(28, wrong=False)]),
    ("PassionVaultUnlockFailures", "firing", [unlocks(13, wrong=True), unlocks(28, wrong=False)]),
    ("PassionWatcherUploadsFailing:failing", "no_data", []),
    ("PassionWatcherUploadsFailing:failing", "ok", [uploads(ok=95, failed=5)]),
    ("PassionWatcherUploadsFailing:failing", "firing", [uploads(ok=94, failed=6)]),
    ("PassionWatcherUploadsFailing:gave_up", "firing", [uploads(ok=1000, gave_up=1)]),
    ("PassionWatcherUploadsFailing:gave_up", "ok", [uploads(ok=9, failed=1)]),
    ("PassionSyncLagging", "ok", [waiting(119)]),
    ("PassionSyncLagging", "firing", [waiting(121)]),
    ("PassionReplayConflicts", "no_data", [replays(applied=1, conflict=19)]),
    ("PassionReplayConflicts", "ok", [replays(applied=90, conflict=10)]),
    ("PassionReplayConflicts", "firing", [replays(applied=80, conflict=10)]),
    ("PassionSearchSlow", "no_data", [searches(20, 2)]),
    ("PassionSearchSlow", "ok", [searches(21, 0.3)]),
    ("PassionSearchSlow", "firing", [searches(21, 0.4)]),
    ("PassionCredentialStuffing", "ok", [sign_ins(400, 20, 0)]),
    ("PassionCredentialStuffing", "ok", [sign_ins(299, 21, 0)]),
    ("PassionCredentialStuffing", "ok", [sign_ins(400, 30, 200)]),
    ("PassionCredentialStuffing", "firing", [sign_ins(302, 21, 0)]),
    ("PassionStorageFailing:errors", "no_data", []),
    ("PassionStorageFailing:errors", "ok", [store(99, 1)]),
    ("PassionStorageFailing:errors", "firing", [store(98, 2)]),
    ("PassionTelemetryStale", "ok", []),
    ("PassionStorageFailing:disk", "ok", []),
    ("PassionDbPoolSaturated", "ok", []),
]


@pytest.mark.parametrize(
    ("alert", "state", "happenings"), CASES, ids=[f"{a}-{s}-{n}" for n, (a, s, _) in enumerate(CASES)]
)
def test_a_limit(world: World, console: Console, alert: str, state: str, happenings: list[Happening]) -> None:
    for happen in happenings:
        happen(world.services.telemetry)

    told = console.alert(alert)

    assert told["state"] == state, told
    assert (told["value"] is None) == (state == "no_data")


def test_a_broken_limit_is_first_and_clears_when_its_window_is_over(world: World, console: Console) -> None:
    requests(60, code=500)(world.services.telemetry)
    (first, *_) = console.ask("alerts")["alerts"]
    assert (first["id"], first["state"], first["window_seconds"] // 60) == ("PassionHighErrorRate", "firing", 5)

    world.clock.pass_by(timedelta(minutes=6))

    assert console.alert("PassionHighErrorRate")["state"] != "firing"


def test_telemetry_that_is_not_written_is_noticed(world: World, console: Console) -> None:
    for _ in range(2):  # the first time, nothing has happened yet
        console.ask("alerts")
    world.clock.pass_by(timedelta(seconds=301))

    told = console.admin.get("/api/admin/telemetry/alerts").json()

    (stale,) = [each for each in told["alerts"] if each["id"] == "PassionTelemetryStale"]
    assert stale["state"] == "firing"


def test_a_server_that_nobody_uses_has_nothing_to_write(world: World, console: Console) -> None:
    console.ask("alerts")
    world.services.telemetry_writing.store()
    world.clock.pass_by(timedelta(minutes=10))

    told = console.admin.get("/api/admin/telemetry/alerts").json()

    (stale,) = [each for each in told["alerts"] if each["id"] == "PassionTelemetryStale"]
    assert (stale["state"], stale["value"]) == ("ok", 0)


def test_a_full_disk_is_noticed(world: World, console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world.services.dashboard.limits.live, "disk_used", lambda: 0.91)

    assert console.alert("PassionStorageFailing:disk")["state"] == "firing"


def test_busy_connections_are_noticed(world: World, console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world.services.dashboard.limits.live, "pool_in_use", lambda: 0.91)

    assert console.alert("PassionDbPoolSaturated")["state"] == "firing"
