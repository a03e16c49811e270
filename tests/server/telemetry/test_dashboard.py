"""What administrators are told, and nobody else."""

from datetime import timedelta

import pytest

from reference_server.services.telemetry.meaning import Request
from tests.server.telemetry.reading import ENDPOINTS, SECTIONS, Console
from tests.server.world import World

PLAN = {
    "daily_active_users",
    "new_users_today",
    "users_with_e2ee_enabled",
    "e2ee_active_users",
    "recovery_codes_generated",
    "vault_unlock_attempts",
    "encrypted_search_queries",
    "daw_watcher_installs",
    "error_rate",
    "p95_latency",
}
PATHS = [*(f"/api/admin/telemetry/{name}" for name in ENDPOINTS), "/api/admin/telemetry/sections/vault?row=unlock:ok"]


@pytest.mark.parametrize("path", PATHS)
def test_only_administrators_are_told(world: World, path: str) -> None:
    assert world.visitor().get(path).status_code == 401
    assert world.person().get(path).status_code == 403
    assert world.administrator().client.get(path).status_code == 200


def test_the_ten_numbers_of_the_plan(console: Console) -> None:
    assert set(console.metrics()) == PLAN


def test_eight_sections_each_told_once(console: Console) -> None:
    told = [section["id"] for endpoint in ENDPOINTS for section in console.ask(endpoint)["sections"]]

    assert sorted(told) == sorted(SECTIONS)


@pytest.mark.parametrize("name", ["5x", "0h", "h", "1.5h", "24H", "01h", "-1h", "1 h", "9999999d"])
def test_a_range_that_makes_no_sense_is_refused(console: Console, name: str) -> None:
    answer = console.admin.get("/api/admin/telemetry/overview", range=name)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "range"


@pytest.mark.parametrize(("name", "says"), [("59s", "60s to 400d"), ("401d", "60s to 400d")])
def test_a_range_out_of_bounds_is_told_the_bounds(console: Console, name: str, says: str) -> None:
    answer = console.admin.get("/api/admin/telemetry/e2ee", range=name)

    assert answer.status_code == 422
    assert says in answer.json()["detail"]


@pytest.mark.parametrize(
    ("name", "seconds", "parts"),
    [("1h", 60, 61), ("24h", 3600, 25), ("7d", 3600, 169), ("30d", 86_400, 31), ("365d", 604_800, 53)],
)
def test_a_range_is_told_in_parts_that_can_be_told_apart(console: Console, name: str, seconds: int, parts: int) -> None:
    told = console.ask("performance", name)

    assert told["period"]["every_seconds"] == seconds
    assert abs(len(told["period"]["times"]) - parts) <= 1
    for line in told["sections"][0]["lines"]:
        assert len(line["values"]) == len(told["period"]["times"])


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_out_of_the_range_is_in_no_section(world: World, console: Console, section: str) -> None:
    everything_happens(world)
    world.services.telemetry_writing.store()
    assert console.rows(section, "1h")
    world.clock.pass_by(timedelta(hours=3))

    inside, outside = console.section(section, "24h"), console.section(section, "1h")

    rows = [row["id"] for row in outside["rows"] if "telemetry" not in row["id"]]
    assert rows == []
    assert inside["rows"]


@pytest.mark.parametrize("section", SECTIONS)
def test_all_about_a_row_adds_up_to_the_row(world: World, console: Console, section: str) -> None:
    everything_happens(world)
    told = console.section(section, "24h")
    row = told["rows"][0]

    detail = console.admin.get(f"/api/admin/telemetry/sections/{section}", range="24h", row=row["id"]).json()

    assert [column["id"] for column in detail["columns"]] == [column["id"] for column in told["columns"]]
    assert sum(detail["values"][0]) == row["values"][0]
    assert len(detail["values"][0]) == len(detail["period"]["times"])


def test_a_row_that_cannot_be_is_refused(console: Console) -> None:
    answer = console.admin.get("/api/admin/telemetry/sections/vault", row="unlock")

    assert answer.status_code == 422
    assert console.admin.get("/api/admin/telemetry/sections/none", row="x").status_code == 422


def test_a_row_without_events_is_all_zero(console: Console) -> None:
    told = console.admin.get("/api/admin/telemetry/sections/vault", row="unlock:ok").json()

    assert set(told["values"][0]) == {0}


def test_a_name_never_gets_into_telemetry(world: World, console: Console) -> None:
    everything_happens(world)

    told = " ".join(str(console.ask(endpoint)) for endpoint in ENDPOINTS) + world.visitor().get("/metrics").text

    for secret in ("Alice", "example.test", "Hum in the shower", "correct"):
        assert secret not in told


def everything_happens(world: World) -> None:
    """Let something happen that each section tells of."""
    alice = world.person("Alice")
    alice.get("/api/today")
    alice.get("/api/vault")
    alice.get("/api/quests/none")
    telemetry = world.services.telemetry
    telemetry.replayed(alice.id, "ideas.create", "applied")
    telemetry.uploaded([("ok", 2048)])
    for route in ("/api/search/query", "/api/vault/unlock"):
        telemetry.request(Request("POST", route, 200, 0.02, alice.id, None))


def test_adoption_is_about_encryption_alone(world: World, console: Console) -> None:
    everything_happens(world)

    assert set(console.rows("e2ee")) == {"vault", "search"}
    assert console.admin.get("/api/admin/telemetry/sections/e2ee", row="today").status_code == 422


@pytest.mark.parametrize(("section", "row"), [("activity", "anything"), ("performance", "*:*")])
def test_the_whole_is_no_row(world: World, console: Console, section: str, row: str) -> None:
    everything_happens(world)
    assert console.admin.get(f"/api/admin/telemetry/sections/{section}", row=row).status_code == 422
    rows = console.rows(section)
    assert rows
    assert row not in rows


def test_rows_with_most_come_first(world: World, console: Console) -> None:
    for route, times in (("/api/a", 1), ("/api/b", 3), ("/api/c", 2)):
        for _ in range(times):
            world.services.telemetry.request(Request("PATCH", route, 200, 0.01, None, None))

    rows = [row["id"] for row in console.section("performance")["rows"] if row["id"].startswith("PATCH")]

    assert rows == ["PATCH:/api/b", "PATCH:/api/c", "PATCH:/api/a"]
