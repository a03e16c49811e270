"""What is counted of what people do, and that the same goes to the tables and to Prometheus."""

from datetime import timedelta

import pytest
from pydantic import SecretStr

from reference_server.blobs import NoObjectError, StoreError
from reference_server.s3 import S3Blobs
from reference_server.services.telemetry.meaning import Request
from reference_server.services.telemetry.tally import Tally
from reference_server.settings import ObjectStore
from tests.server.telemetry.reading import Console, scraped
from tests.server.vault.vaults import Device
from tests.server.world import World


def test_a_request_is_counted_by_its_pattern(world: World, console: Console) -> None:
    alice = world.person()
    quest = alice.made("/api/quests", {"title": "Finish the bridge", "steps": [{"title": "Record it"}]})
    for _ in range(3):
        assert alice.get(f"/api/quests/{quest['id']}").status_code == 200

    rows = console.rows("performance")

    assert rows["GET:/api/quests/{quest_id}"]["requests"] == 3
    assert rows["POST:/api/quests"]["requests"] == 1
    assert scraped(world)["passion_http_requests_total", "200", "GET", "/api/quests/{quest_id}"] == 3


def test_a_path_that_leads_nowhere_is_not_kept(world: World, console: Console) -> None:
    world.visitor().get("/secret-of-alice")
    world.visitor().request("BREW", "/api/today")

    rows = console.rows("performance")

    assert "GET:unmatched" in rows
    assert "other:/api/today" in rows or "other:unmatched" in rows
    assert not any("secret" in row for row in rows)
    assert not any("secret" in word or word == "BREW" for labels in scraped(world) for word in labels)


def test_what_was_refused_is_an_error_but_not_the_servers(world: World, console: Console) -> None:
    assert world.person().get("/api/quests/none").status_code == 404

    assert console.rows("errors")["not-found:404:/api/quests/{quest_id}"]["events"] == 1
    figures = console.figures("errors")
    assert figures["failed"] == 0
    assert figures["refused"] == 1
    assert console.metrics()["error_rate"] == 0


def test_a_crash_is_the_servers_error(world: World, console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    alice = world.person()
    monkeypatch.setattr(world.services, "quests", None)
    assert alice.get("/api/quests").status_code == 500

    assert console.rows("errors")["internal-error:500:/api/quests"]["events"] == 1
    assert console.figures("errors")["failed"] == 1
    told = console.metrics()
    assert told["error_rate"] is not None
    assert 0 < told["error_rate"] < 1


def test_people_are_counted_once_and_uses_each_time(world: World, console: Console) -> None:
    for person in (world.person("Alice"), world.person("Bob")):
        for _ in range(2):
            person.get("/api/today")

    assert console.rows("activity")["today"] == {"uses": 4, "people": 2}
    assert console.metrics()["daily_active_users"] == 2


def test_who_came_in_two_hours_is_one_person(world: World, console: Console) -> None:
    alice = world.person()
    for _ in range(3):
        alice.get("/api/today")
        world.services.telemetry_writing.store()
        world.clock.pass_by(timedelta(hours=2))

    section = console.section("activity", "24h")

    (people,) = [line["values"] for line in section["lines"] if line["id"] == "people"]
    assert sum(people) == 3, "once in each hour"
    assert console.rows("activity", "24h")["today"]["people"] == 1
    assert console.figures("activity", "24h")["active_people"] == 1


def test_looking_at_the_dashboard_is_no_use_of_the_product(console: Console) -> None:
    console.ask("overview")

    assert console.rows("activity") == {}
    assert console.metrics()["daily_active_users"] == 0


def test_vault_events(world: World, console: Console) -> None:
    alice = Device(world.person())
    alice.create()
    assert alice.unlock("wrong").status_code == 401
    assert alice.unlock("correct").status_code == 200

    rows = console.rows("vault")

    assert {row: numbers["events"] for row, numbers in rows.items()} == {
        "set_up:ok": 1,
        "unlock:bad_passphrase": 1,
        "unlock:ok": 1,
    }
    told = console.metrics()
    assert (told["vault_unlock_attempts"], told["users_with_e2ee_enabled"], told["e2ee_active_users"]) == (2, 1, 1)
    counted = scraped(world)
    results = ("ok", "bad_passphrase", "error")
    assert [counted["passion_vault_unlocks_total", result] for result in results] == [1, 1, 0]


def test_counting_that_breaks_breaks_no_request(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no memory left")

    monkeypatch.setattr(Tally, "add", broken)

    assert world.person().get("/api/today").status_code == 200


def test_every_value_of_a_label_is_there_from_the_beginning(world: World) -> None:
    """A rate needs a reading from before the first event."""
    counted = scraped(world)

    for name, results in {
        "vault_unlocks": ("ok", "bad_passphrase", "error"),
        "watcher_uploads": ("ok", "failed", "gave_up"),
        "replay_operations": ("applied", "conflict", "rejected"),
        "auth_attempts": ("ok", "bad_credentials", "locked", "rate_limited"),
    }.items():
        assert [counted[f"passion_{name}_total", result] for result in results] == [0] * len(results)


@pytest.mark.parametrize("act", ["describe", "put"])
def test_a_store_that_refuses_has_failed(object_store: ObjectStore, act: str) -> None:
    """Whoever asked is told a StoreError, and the alert on the store has to hear of it; "not there" is an answer."""
    asked: list[tuple[str, bool]] = []
    wrong = object_store.model_copy(update={"secret_key": SecretStr("another")})
    ours, theirs = (S3Blobs(given, lambda *told: asked.append(told)) for given in (object_store, wrong))

    with pytest.raises(NoObjectError):
        ours.describe("nothing")
    with pytest.raises(StoreError):
        theirs.describe("nothing") if act == "describe" else theirs.put("something", b"sixteen bars")

    assert asked == [("describe", True), (act, False)]


def test_objects_that_a_store_does_not_delete_are_its_failure(
    object_store: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, bool]] = []
    blobs = S3Blobs(object_store, lambda *told: asked.append(told))
    monkeypatch.setattr(blobs.client, "delete_objects", lambda **_: {"Errors": [{"Key": "a", "Code": "AccessDenied"}]})

    with pytest.raises(StoreError, match="did not delete 1 of 2 objects"):
        blobs.delete(["a", "b"])

    assert asked == [("delete", False)]


def test_a_request_without_an_answer_is_no_use(world: World, console: Console) -> None:
    world.services.telemetry.request(Request("POST", "/api/vault/unlock", 0, 0.1, world.arrive(), None))

    assert console.rows("activity") == {}
    assert list(console.rows("vault")) == ["unlock:error"]


def test_what_a_watcher_does_by_itself_is_nobodys_activity(world: World, console: Console) -> None:
    world.services.telemetry.use(world.arrive(), "watcher")

    assert console.rows("activity")["watcher"] == {"uses": 1, "people": 1}
    assert console.figures("activity")["active_people"] == 0
    assert console.metrics()["daily_active_users"] == 0


def test_what_was_refused_is_no_use(world: World, console: Console) -> None:
    assert world.person().get("/api/quests/none").status_code == 404

    assert console.rows("activity") == {}


def test_indexing_is_no_search(world: World, console: Console) -> None:
    for method, route in (("PUT", "/api/search/tokens/{t}/{private_id}"), ("POST", "/api/search/query")):
        world.services.telemetry.request(Request(method, route, 200, 0.02, None, None))

    assert scraped(world)["passion_search_duration_seconds_count",] == 1
    assert console.metrics()["encrypted_search_queries"] == 1
    assert set(console.rows("search")) == {"index:ok", "query:ok"}


def test_recovery_codes_come_ten_at_a_time(world: World, console: Console) -> None:
    for code in (201, 423):
        world.services.telemetry.request(Request("POST", "/api/vault/recovery", code, 0.02, None, None))

    assert console.metrics()["recovery_codes_generated"] == 10
    assert console.figures("vault")["recovery_codes"] == 10
