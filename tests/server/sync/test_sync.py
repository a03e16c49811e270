"""Polls: whoever asks often enough misses nothing, and hears of things in the order in which they happened."""

from typing import Any

import pytest
from sqlalchemy import insert

from reference_server.store import tables
from tests.server.items.written import Gate, changed, deleted, hidden, noted, sealed
from tests.server.vault.vaults import Device, another
from tests.server.world import NOON, Person, World


@pytest.fixture
def alice(any_world: World) -> Person:
    Gate().place(any_world)
    return any_world.person()


def poll(person: Person, since: int = 0) -> dict[str, Any]:
    answer = person.get("/api/sync/poll", since=str(since))
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def all_since(person: Person, since: int = 0) -> list[list[dict[str, Any]]]:
    """Poll until there is no more; return the parts."""
    parts = []
    while True:
        told = poll(person, since)
        parts.append(told["changes"])
        since = told["seq"]
        if not told["has_more"]:
            return parts


def many(world: World, person: Person, count: int, body: str = "") -> None:
    """Write standard items straight into the database: numbers 1 to `count`."""
    item = {"person_id": person.id, "kind": "ideas", "rev": 1, "title": "Hook", "body": body}
    times = {"created_at": NOON, "updated_at": NOON, "deleted": False, "mode": "standard", "shared": False}
    rows = [{"id": f"{person.id}-{seq}", "seq": seq, **item, **times} for seq in range(1, count + 1)]
    with world.seams.store.begin() as work:
        work.session.execute(insert(tables.Item), rows)
        work.people.lock(person.id).seq = count  # type: ignore[union-attr]


def test_nothing_has_happened_at_first(alice: Person) -> None:
    told = poll(alice)

    assert (told["vault"], told["seq"], told["changes"], told["has_more"]) == (None, 0, [], False)
    assert told["policy"]["id"] == "1.0.0"


def test_changes_are_told_in_order_of_all_kinds_and_modes(alice: Person) -> None:
    items = [noted(alice), hidden(alice, "journal"), noted(alice, "infobase")]
    now = changed(alice, items[0])

    told = poll(alice)

    assert told["changes"] == [items[1], items[2], now]
    assert [item["seq"] for item in told["changes"]] == [2, 3, 4]
    assert told["seq"] == 4
    assert poll(alice, 3)["changes"] == [now]
    assert poll(alice, 4)["changes"] == []


def test_deletions_are_told_to_everybody(alice: Person) -> None:
    """Who asks from the beginning may have made the item since it asked last, when there was nothing yet."""
    first, second = noted(alice), noted(alice)
    deleted(alice, first)

    tombstone = {"id": first["id"], "t": "ideas", "rev": 2, "seq": 3, "deleted": True}
    assert poll(alice, 1)["changes"] == [second, tombstone]
    assert poll(alice)["changes"] == [second, tombstone]
    assert poll(alice)["seq"] == 3


def test_change_of_mode_is_a_deletion_and_a_new_item(alice: Person) -> None:
    item = noted(alice)
    body = {"is_private": True, "base_rev": 1, "envelope": sealed()}
    new = alice.send("POST", f"/api/ideas/{item['id']}/privacy", body).json()

    changes = poll(alice, item["seq"])["changes"]

    assert [(change["id"], change["deleted"]) for change in changes] == [(item["id"], True), (new["id"], False)]
    assert changes[1] == new


def test_nobody_hears_of_other_peoples_changes(any_world: World, alice: Person) -> None:
    noted(alice, shared=True)

    assert poll(any_world.person("Bob"))["changes"] == []


@pytest.mark.parametrize("count", [499, 500, 501, 1001])
def test_parts_hold_500_changes_and_miss_none(any_world: World, alice: Person, count: int) -> None:
    many(any_world, alice, count)

    parts = all_since(alice)

    assert [len(part) for part in parts] == [500] * (count // 500) + ([count % 500] if count % 500 else [])
    assert [change["seq"] for part in parts for change in part] == list(range(1, count + 1))


def test_parts_end_before_they_become_too_large(any_world: World, alice: Person) -> None:
    many(any_world, alice, 30, body="x" * 99_000)

    parts = all_since(alice)

    assert {len(part) for part in parts[:-1]} == {9}
    assert [change["seq"] for part in parts for change in part] == list(range(1, 31))


def test_item_that_is_larger_than_a_part_is_told_alone(alice: Person) -> None:
    items = [hidden(alice, ct=sealed(blocks=2400)["ct"]) for _ in range(2)]

    parts = all_since(alice)

    assert parts == [[items[0]], [items[1]]]


def test_deletions_between_two_parts_are_told(any_world: World, alice: Person) -> None:
    many(any_world, alice, 501)
    told = poll(alice)
    item = told["changes"][0]
    deleted(alice, item)

    rest = poll(alice, told["seq"])

    assert [(change["seq"], change["deleted"]) for change in rest["changes"]] == [(501, False), (502, True)]
    assert rest["seq"] == 502


@pytest.mark.parametrize("since", ["-1", "x", "1.5", str(2**31)])
def test_number_to_go_on_from_is_one(alice: Person, since: str) -> None:
    assert alice.get("/api/sync/poll", since=since).status_code == 422


def test_vault_is_told_as_the_session_sees_it(any_world: World) -> None:
    laptop = Device(any_world.person())
    vault = laptop.create()
    phone = another(any_world, laptop)

    here, there = poll(laptop.person), poll(phone.person)
    laptop.lock("manual")
    after = poll(laptop.person)

    assert here["vault"] == {"epoch": vault["epoch"], "locked": False, "reason": None}
    assert (there["vault"]["epoch"], there["vault"]["locked"]) == (vault["epoch"], True)
    assert after["vault"] == {"epoch": vault["epoch"] + 1, "locked": True, "reason": "manual"}
