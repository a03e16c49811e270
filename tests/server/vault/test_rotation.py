"""Rotation: a new key for every private item, all of it or nothing."""

from typing import Any

import pytest

from tests.server.items.written import sealed, tokens
from tests.server.vault.rotation import Turn, read, whole, write
from tests.server.vault.vaults import Device, another, key_id, problem_of, sent_proof
from tests.server.world import World


def test_rotation_swaps_the_key_of_everything(alice: Device, items: list[dict[str, Any]], turn: Turn) -> None:
    envelopes = [turn.rewrap(item) for item in items]
    assert turn.send(*envelopes).json() == {"received": 3}

    vault = turn.commit().json()["vault"]

    assert (vault["kid"], vault["epoch"], vault["locked"]) == (turn.kid, 2, False)
    assert vault["last_rotated_at"] is not None
    after = [read(alice, item) for item in items]
    assert [item["envelope"] for item in after] == envelopes
    assert [(item["kid"], item["rev"]) for item in after] == [(turn.kid, 1)] * 3
    assert [item["seq"] for item in after] == [4, 5, 6]
    assert {(wrap["kid"], wrap["by"], wrap["by_id"]) for wrap in vault["wraps"]} == {
        (turn.kid, "password", vault["kdf"]["salt"]),
        (turn.old, "uvk", turn.kid),
    }


def test_rotation_locks_every_other_session(world: World, alice: Device, turn: Turn) -> None:
    phone = another(world, alice)
    phone.unlock()
    turn.send(*map(turn.rewrap, turn.items))

    turn.commit()

    assert (phone.vault["locked"], phone.vault["reason"]) == (True, "policy")
    assert problem_of(phone.write()) == (423, "vault-locked")


def test_vault_without_items_can_be_rotated(alice: Device) -> None:
    turn = Turn(alice, [])
    turn.prepare()

    assert turn.commit().json()["vault"]["kid"] == turn.kid


def test_rewraps_come_in_batches_and_again(alice: Device, items: list[dict[str, Any]], turn: Turn) -> None:
    first, again = turn.rewrap(items[0]), turn.rewrap(items[0])

    received = [turn.send(*batch).json()["received"] for batch in ([first], [], [again, turn.rewrap(items[1])])]

    assert received == [1, 1, 2]
    turn.send(turn.rewrap(items[2]))
    turn.commit()
    assert read(alice, items[0])["envelope"] == again


def test_nothing_changes_before_the_commit(alice: Device, items: list[dict[str, Any]]) -> None:
    before, turn = whole(alice, items), Turn(alice, items)

    turn.prepare()
    turn.send(*map(turn.rewrap, items))

    assert whole(alice, items) == before


def test_incomplete_rotation_changes_nothing(alice: Device, items: list[dict[str, Any]], turn: Turn) -> None:
    before = whole(alice, items)
    turn.send(turn.rewrap(items[0]))

    refused = turn.commit()

    assert (problem_of(refused), refused.json()["missing"]) == ((409, "rotation-incomplete"), 2)
    assert whole(alice, items) == before
    turn.send(turn.rewrap(items[1]), turn.rewrap(items[2]))
    assert turn.commit().status_code == 200


@pytest.mark.parametrize("other", [{"if_epoch": 0}, {"if_seq": 2}, {"if_seq": 4}, {"count": 2}, {"count": 4}], ids=str)
def test_client_that_has_not_got_everything_cannot_begin(alice: Device, turn: Turn, other: dict[str, int]) -> None:
    refused = turn.prepare(**other)

    assert problem_of(refused) == (409, "rotation-stale")
    assert {name: refused.json()[name] for name in ("epoch", "seq", "count")} == {"epoch": 1, "seq": 3, "count": 3}


def test_deleted_and_standard_items_do_not_count(alice: Device, items: list[dict[str, Any]]) -> None:
    alice.send("DELETE", f"/api/ideas/{items[0]['id']}?base_rev=1")
    noted = alice.send("POST", "/api/ideas", {"title": "Hook"}).json()
    turn = Turn(alice, items[1:])

    assert turn.prepare(if_seq=5).status_code == 200
    turn.send(*map(turn.rewrap, turn.items))
    assert turn.commit().status_code == 200
    assert read(alice, noted) == noted


@pytest.mark.parametrize("at", ["rewraps", "commit"])
def test_write_meanwhile_makes_the_rotation_stale(
    alice: Device, items: list[dict[str, Any]], turn: Turn, at: str
) -> None:
    turn.send(*map(turn.rewrap, items))
    late = write(alice)
    before = whole(alice, [*items, late])

    refused = turn.send() if at == "rewraps" else turn.commit()

    assert problem_of(refused) == (409, "rotation-stale")
    assert {name: refused.json()[name] for name in ("epoch", "seq", "count")} == {"epoch": 1, "seq": 4, "count": 4}
    assert whole(alice, [*items, late]) == before


def test_lock_meanwhile_makes_the_rotation_stale(alice: Device, items: list[dict[str, Any]], turn: Turn) -> None:
    turn.send(*map(turn.rewrap, items))
    alice.lock()
    assert problem_of(turn.commit()) == (423, "vault-locked")

    alice.unlock()

    assert problem_of(turn.commit()) == (409, "rotation-stale")


def test_new_rotation_takes_the_place_of_an_unfinished_one(items: list[dict[str, Any]], turn: Turn) -> None:
    turn.send(*map(turn.rewrap, items))
    first, turn.kid = turn.id, key_id()
    turn.prepare()

    assert problem_of(turn.commit(rotation_id=first)) == (404, "not-found")
    assert turn.commit().json()["missing"] == 3


def test_rotation_is_done_once(items: list[dict[str, Any]], turn: Turn) -> None:
    turn.send(*map(turn.rewrap, items))
    turn.device.epoch = turn.commit().json()["vault"]["epoch"]

    assert problem_of(turn.commit()) == (404, "not-found")


@pytest.mark.parametrize(
    ("field", "value"), [("t", "journal"), ("rev", 2), ("kid", "k_" + "0" * 16), ("pol", "2.0.0")], ids=str
)
def test_rewrap_is_of_the_item_as_it_is_stored(turn: Turn, field: str, value: object) -> None:
    refused = turn.send(turn.rewrap(turn.items[0]), turn.rewrap(turn.items[0], **{field: value}))

    assert problem_of(refused) == (422, "validation")
    assert [error["field"] for error in refused.json()["errors"]] == [f"envelopes.1.{field}"]
    assert turn.commit().json()["missing"] == 3


def test_rewrap_is_of_an_item_that_there_is(world: World, alice: Device, turn: Turn) -> None:
    bob = Device(world.person("Bob"))
    bob.create()
    noted = alice.send("POST", "/api/ideas", {"title": "Hook"}).json()
    turn.prepare(if_seq=4)

    for item in (write(bob), {**noted}, {"t": "ideas", "id": sealed()["id"], "rev": 1}):
        assert problem_of(turn.send(turn.rewrap(item))) == (422, "validation")


def test_rotation_is_the_persons_own(world: World, turn: Turn) -> None:
    bob = Device(world.person("Bob"))
    bob.create()
    theirs = Turn(bob, [], kid=turn.kid, old=bob.vault["kid"], id=turn.id)

    assert problem_of(theirs.send()) == (404, "not-found")
    assert problem_of(theirs.commit()) == (404, "not-found")


def test_rotation_needs_an_open_vault(alice: Device, items: list[dict[str, Any]], turn: Turn) -> None:
    alice.lock()

    answers = [turn.prepare(), turn.send(*map(turn.rewrap, items)), turn.commit()]

    assert [problem_of(answer) for answer in answers] == [(423, "vault-locked")] * 3


def test_rotation_needs_the_passphrase(alice: Device, items: list[dict[str, Any]], turn: Turn) -> None:
    turn.send(*map(turn.rewrap, items))
    before = whole(alice, items)

    refused = turn.commit(proof=sent_proof("guess"))

    assert (problem_of(refused), refused.json()["attempts_left"]) == ((401, "wrong-passphrase"), 4)
    assert alice.unlock("guess").json()["attempts_left"] == 3
    assert whole(alice, items) == before


def test_policy_is_one_that_there_is(turn: Turn) -> None:
    assert problem_of(turn.prepare(pol="9.9.9")) == (422, "policy-unknown")


def test_rotation_drops_the_search_tokens(alice: Device, items: list[dict[str, Any]], turn: Turn) -> None:
    path = f"/api/search/tokens/ideas/{items[0]['id']}"
    put = alice.send("PUT", path, {"kid": turn.old, "rev": 1, "tokens": tokens()})
    assert put.status_code < 300, put.text
    assert alice.person.get("/api/search/state").json()["indexed"] == 1

    turn.send(*map(turn.rewrap, items))
    turn.commit()

    assert alice.person.get("/api/search/state").json() == {"kid": turn.kid, "items": 3, "indexed": 0}
