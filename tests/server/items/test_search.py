"""Search tokens: of private items only, of their present revision only, and of words that nobody here knows."""

from typing import Any

import pytest
from httpx import Response
from sqlalchemy import func, select

from reference_server.store import tables
from tests.server.items.written import (
    KID,
    OTHER_KID,
    Gate,
    changed,
    deleted,
    hidden,
    noted,
    random,
    refusal,
    tokens,
    wrong_fields,
)
from tests.server.world import NOON, Person, World


@pytest.fixture
def gate(any_world: World) -> Gate:
    return Gate().place(any_world)


@pytest.fixture
def alice(any_world: World, gate: Gate) -> Person:
    """Somebody with a vault, whose key is KID."""
    person = any_world.person()
    vault = tables.Vault(
        person_id=person.id,
        kid=KID,
        crypto_policy_version="1.0.0",
        salt=random(16),
        iterations=600_000,
        proof_hash=random(32),
        enforce_tier="strict",
        auto_lock_minutes=15,
        created_at=NOON,
    )
    with any_world.seams.store.begin() as work:
        work.session.add(vault)
    return person


def put(person: Person, item: dict[str, Any], sent: list[str], kid: str = KID, rev: int | None = None) -> Response:
    body = {"kid": kid, "rev": item["rev"] if rev is None else rev, "tokens": sent}
    return person.send("PUT", f"/api/search/tokens/{item['t']}/{item['id']}", body)


def found(person: Person, sent: list[str], **narrowed: str) -> list[dict[str, Any]]:
    answer = person.send("POST", "/api/search/query", {"tokens": sent, **narrowed})
    assert answer.status_code == 200, answer.text
    ids: list[dict[str, Any]] = answer.json()["ids"]
    return ids


def stored(world: World, person: Person) -> int:
    with world.seams.store.begin(write=False) as work:
        count = select(func.count()).select_from(tables.Token).where(tables.Token.person_id == person.id)
        return work.session.scalar(count) or 0


def test_items_are_found_by_any_of_their_tokens(alice: Person) -> None:
    idea, page = hidden(alice), hidden(alice, "journal")
    own, both = tokens(7), random(16)
    assert put(alice, idea, [*own, both]).status_code == 204
    assert put(alice, page, [*tokens(7), both]).status_code == 204

    matches = found(alice, [both, *tokens(5), own[3], both])

    assert matches == [
        {"id": page["id"], "t": "journal", "matched": [0, 7]},
        {"id": idea["id"], "t": "ideas", "matched": [0, 6, 7]},
    ]
    assert found(alice, [both, *tokens(7)], t="journal") == [{"id": page["id"], "t": "journal", "matched": [0]}]
    assert found(alice, tokens()) == []


def test_nobody_finds_other_peoples_items(any_world: World, alice: Person) -> None:
    sent = tokens()
    put(alice, hidden(alice), sent)

    assert found(any_world.person("Mallory"), sent) == []


def test_tokens_take_the_place_of_those_before(any_world: World, alice: Person) -> None:
    item, first, second = hidden(alice), tokens(16), tokens()
    put(alice, item, first)
    put(alice, item, second)

    assert (found(alice, first), len(found(alice, second))) == ([], 1)
    assert stored(any_world, alice) == 8


@pytest.mark.parametrize("count", [8, 4096])
def test_as_many_tokens_as_a_long_text_has_are_taken(alice: Person, count: int) -> None:
    item, sent = hidden(alice), tokens(count)

    assert put(alice, item, sent).status_code == 204
    assert found(alice, sent)[0]["matched"] == list(range(count))


@pytest.mark.parametrize("count", [0, 1, 7, 9, 4104])
def test_number_of_tokens_tells_nothing_of_the_number_of_words(alice: Person, count: int) -> None:
    sent = tokens(count)

    assert wrong_fields(put(alice, hidden(alice), sent)) == {"tokens"}
    assert wrong_fields(alice.send("POST", "/api/search/query", {"tokens": sent})) == {"tokens"}


def test_token_is_16_bytes_and_comes_once(alice: Person) -> None:
    item = hidden(alice)

    assert wrong_fields(put(alice, item, [*tokens(7), random(15)])) == {"tokens.7"}
    assert wrong_fields(put(alice, item, tokens(4) * 2)) == {"tokens"}


def test_standard_item_has_no_tokens(any_world: World, alice: Person) -> None:
    """Beside its plain words they would be a code book."""
    assert wrong_fields(put(alice, noted(alice), tokens())) == {"tokens"}
    assert stored(any_world, alice) == 0


def test_tokens_are_of_the_present_revision(alice: Person) -> None:
    item = hidden(alice)
    now = changed(alice, item)

    late = put(alice, item, tokens())

    assert refusal(late) == (409, "revision-conflict")
    assert late.json()["current"] == now
    assert refusal(put(alice, {**item, "t": "journal"}, tokens())) == (404, "not-found")
    assert wrong_fields(put(alice, {**item, "t": "quests"}, tokens())) == {"t"}


@pytest.mark.parametrize("way", ["changed", "deleted", "standard", "rotated"])
def test_tokens_go_with_what_they_told_of(any_world: World, alice: Person, way: str) -> None:
    item, sent = hidden(alice), tokens()
    put(alice, item, sent)

    match way:
        case "changed":
            changed(alice, item)
        case "deleted":
            deleted(alice, item)
        case "standard":
            body = {"is_private": False, "base_rev": 1, "title": "Hook"}
            alice.send("POST", f"/api/ideas/{item['id']}/privacy", body)
        case _:
            with any_world.seams.store.begin() as work:
                work.rotations.drop_tokens(alice.id)

    assert (found(alice, sent), stored(any_world, alice)) == ([], 0)


def test_state_counts_what_can_be_found(any_world: World, alice: Person) -> None:
    items = [hidden(alice) for _ in range(4)]
    noted(alice)
    put(alice, items[0], tokens())
    put(alice, items[1], tokens(), kid=OTHER_KID)
    put(alice, items[2], tokens())
    changed(alice, items[2])

    assert alice.get("/api/search/state").json() == {"kid": KID, "items": 4, "indexed": 1}
    assert any_world.person("Bob").get("/api/search/state").json() == {"kid": None, "items": 0, "indexed": 0}
