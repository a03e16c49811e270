"""Ideas, infobase and journal: written down, changed, deleted, and never overwritten unseen."""

from typing import Any
from uuid import uuid4

import pytest

from tests.server.items.written import KINDS, Gate, changed, deleted, hidden, noted, refusal, sealed, wrong_fields
from tests.server.world import Person, World


@pytest.fixture
def gate(any_world: World) -> Gate:
    return Gate().place(any_world)


@pytest.fixture
def alice(any_world: World, gate: Gate) -> Person:
    return any_world.person()


@pytest.mark.parametrize("kind", KINDS)
def test_standard_item_comes_back_as_it_went(alice: Person, kind: str) -> None:
    item = noted(alice, kind, title="  H\u00f6rst du? ", body=" \u266b\n")

    assert alice.get(f"/api/{kind}/{item['id']}").json() == item
    assert item == {
        "id": item["id"],
        "t": kind,
        "mode": "standard",
        "rev": 1,
        "seq": 1,
        "deleted": False,
        "shared": False,
        "title": "H\u00f6rst du?",
        "body": " \u266b\n",
        "envelope": None,
        "kid": None,
        "pol": None,
        "size": 15,
        "created_at": item["created_at"],
        "updated_at": item["created_at"],
    }


@pytest.mark.parametrize("kind", KINDS)
def test_private_item_comes_back_as_it_went(alice: Person, kind: str) -> None:
    envelope = sealed(kind)

    answer = alice.send("POST", f"/api/{kind}", {"mode": "private", "envelope": envelope})

    item = answer.json()
    assert answer.headers["location"].endswith(f"/api/{kind}/{envelope['id']}")
    assert item["envelope"] == envelope
    assert list(item["envelope"]) == ["v", "pol", "alg", "kid", "t", "id", "rev", "dek", "iv", "ct"]
    assert (item["id"], item["mode"], item["title"], item["body"]) == (envelope["id"], "private", None, None)
    assert (item["kid"], item["pol"], item["rev"], item["shared"]) == (envelope["kid"], "1.0.0", 1, False)
    assert alice.get(f"/api/{kind}/{item['id']}").json() == item


def test_item_of_one_kind_is_none_of_another(alice: Person) -> None:
    item = noted(alice, "ideas")

    assert refusal(alice.get(f"/api/journal/{item['id']}")) == (404, "not-found")


def test_lists_are_of_one_kind_newest_first_in_parts(alice: Person) -> None:
    made = [noted(alice)["id"], hidden(alice)["id"], noted(alice)["id"]]
    noted(alice, "journal")

    first = alice.get("/api/ideas", limit="2").json()
    second = alice.get("/api/ideas", limit="2", cursor=first["next_cursor"]).json()

    assert [item["id"] for item in first["items"] + second["items"]] == made[::-1]
    assert second["next_cursor"] is None
    assert [item["id"] for item in alice.get("/api/ideas", mode="private").json()["items"]] == [made[1]]


def test_change_leaves_what_is_not_given(alice: Person) -> None:
    item = noted(alice)

    now = changed(alice, item, body="eight bars")

    assert (now["title"], now["body"], now["rev"]) == ("Hook", "eight bars", 2)
    assert now["seq"] > item["seq"]
    assert now["created_at"] == item["created_at"] < now["updated_at"]


def test_private_change_takes_the_next_envelope(alice: Person) -> None:
    item = hidden(alice)
    envelope = sealed(item_id=item["id"], rev=2, blocks=3)

    now = changed(alice, item, envelope=envelope)

    assert (now["rev"], now["envelope"]) == (2, envelope)
    assert now["size"] > item["size"]


def test_write_from_an_old_revision_is_told_what_is_there_now(alice: Person) -> None:
    item = noted(alice)
    now = changed(alice, item, title="Chorus")

    answers = [
        alice.send("PATCH", f"/api/ideas/{item['id']}", {"base_rev": 1, "title": "Verse"}),
        alice.send("DELETE", f"/api/ideas/{item['id']}?base_rev=1"),
        alice.send("POST", f"/api/ideas/{item['id']}/privacy", {"is_private": True, "base_rev": 1}),
    ]

    assert [refusal(answer) for answer in answers] == [(409, "revision-conflict")] * 3
    assert [answer.json()["current"] for answer in answers] == [now] * 3
    assert alice.get(f"/api/ideas/{item['id']}").json() == now


def test_deleted_item_is_a_tombstone_to_those_who_knew_it(alice: Person) -> None:
    item = noted(alice)
    deleted(alice, item)

    late = alice.send("PATCH", f"/api/ideas/{item['id']}", {"base_rev": 1, "title": "Verse"})
    again = alice.send("DELETE", f"/api/ideas/{item['id']}?base_rev=2")

    assert refusal(late) == (409, "revision-conflict")
    assert late.json()["current"] == {"id": item["id"], "t": "ideas", "rev": 2, "seq": 2, "deleted": True}
    assert refusal(again) == (404, "not-found")
    assert refusal(alice.get(f"/api/ideas/{item['id']}")) == (404, "not-found")
    assert alice.get("/api/ideas").json()["items"] == []


@pytest.mark.parametrize("erased", [False, True])
def test_id_is_never_used_again(any_world: World, alice: Person, *, erased: bool) -> None:
    """Not by anybody, not for another kind, not after the item was deleted."""
    item = noted(alice, id=str(uuid4()))
    if erased:
        deleted(alice, item)

    answers = [
        person.send("POST", f"/api/{kind}", body)
        for person in (alice, any_world.person("Bob"))
        for kind in ("ideas", "journal")
        for body in ({"id": item["id"], "title": "Other"}, {"envelope": sealed(kind, item["id"])})
    ]

    assert {refusal(answer) for answer in answers} == {(409, "id-taken")}
    assert noted(alice)["seq"] == item["seq"] + (2 if erased else 1), "a refused write uses no number up"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"title"}),
        ({"title": " "}, {"title"}),
        ({"title": "x" * 201, "body": "x" * 100_001}, {"title", "body"}),
        ({"title": "Hook", "mode": "private"}, {"envelope"}),
        ({"title": "Hook", "id": "1"}, {"id"}),
        ({"title": "Hook", "id": str(uuid4()).upper()}, {"id"}),
        ({"title": "Hook", "shared": "yes"}, {"shared"}),
        ({"title": "Hook", "colour": "red"}, {"colour"}),
        ({"title": "Hook", "body": "a\x00b"}, {"body"}),
        ({"envelope": sealed(), "mode": "standard"}, {"mode"}),
        ({"envelope": sealed(), "title": "Hook", "body": ""}, {"title", "body"}),
        ({"envelope": sealed(), "shared": True}, {"shared"}),
        ({"envelope": sealed(), "id": str(uuid4())}, {"envelope.id"}),
        ({"envelope": sealed("journal")}, {"envelope.t"}),
        ({"envelope": sealed(rev=2)}, {"envelope.rev"}),
    ],
)
def test_draft_that_makes_no_sense_is_refused(alice: Person, body: dict[str, Any], fields: set[str]) -> None:
    assert wrong_fields(alice.send("POST", "/api/ideas", body)) == fields
    assert alice.get("/api/ideas").json()["items"] == []


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"title": "Hook"}, {"base_rev"}),
        ({"base_rev": "1", "title": "Hook"}, {"base_rev"}),
        ({"base_rev": 1, "title": "", "body": "x" * 100_001}, {"title", "body"}),
        ({"base_rev": 1, "mode": "private"}, {"mode"}),
        ({"base_rev": 1, "envelope": sealed(rev=2)}, {"envelope"}),
    ],
)
def test_change_that_makes_no_sense_is_refused(alice: Person, body: dict[str, Any], fields: set[str]) -> None:
    item = noted(alice)

    assert wrong_fields(alice.send("PATCH", f"/api/ideas/{item['id']}", body)) == fields
    assert alice.get(f"/api/ideas/{item['id']}").json() == item


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"envelope"}),
        ({"title": "Hook"}, {"title"}),
        ({"mode": "standard"}, {"mode"}),
        ({"shared": True}, {"shared"}),
        ({"envelope": sealed(rev=2)}, {"envelope.id"}),
    ],
)
def test_private_item_takes_nothing_readable(alice: Person, body: dict[str, Any], fields: set[str]) -> None:
    item = hidden(alice)

    assert wrong_fields(alice.send("PATCH", f"/api/ideas/{item['id']}", {"base_rev": 1, **body})) == fields
    assert alice.get(f"/api/ideas/{item['id']}").json() == item


@pytest.mark.parametrize("rev", [1, 3])
def test_envelope_is_for_the_very_next_revision(alice: Person, rev: int) -> None:
    item = hidden(alice)
    body = {"base_rev": 1, "envelope": sealed(item_id=item["id"], rev=rev)}

    assert wrong_fields(alice.send("PATCH", f"/api/ideas/{item['id']}", body)) == {"envelope.rev"}


@pytest.mark.parametrize("base_rev", ["", "0", "x", "1.5"])
def test_deletion_names_the_revision(alice: Person, base_rev: str) -> None:
    item = noted(alice)

    assert wrong_fields(alice.send("DELETE", f"/api/ideas/{item['id']}?base_rev={base_rev}")) == {"base_rev"}


def test_journal_is_not_shared(alice: Person) -> None:
    item = noted(alice, "journal", shared=False)

    made = alice.send("POST", "/api/journal", {"title": "Today", "shared": True})
    change = alice.send("PATCH", f"/api/journal/{item['id']}", {"base_rev": 1, "shared": True})

    assert [wrong_fields(answer) for answer in (made, change)] == [{"shared"}] * 2


@pytest.mark.parametrize("character", ["x", "\u20ac", "\U0001f3b5", "\x01"], ids=ascii)
def test_body_of_100_000_characters_fits(alice: Person, character: str) -> None:
    assert noted(alice, body=character * 100_000)["body"] == character * 100_000


def test_largest_body_fits_into_an_envelope(alice: Person) -> None:
    """JSON writes a control character with 6 bytes; then come the title, the braces and the padding."""
    plain = 6 * 100_000 + 6 * 200 + len('{"title":"","body":""}')

    item = hidden(alice, ct=sealed(blocks=-(-plain // 256))["ct"])

    assert item["size"] > 800_000
    too_much = alice.send("POST", "/api/ideas", {"envelope": sealed(blocks=2401)})
    assert wrong_fields(too_much) == {"envelope.ct"}


def test_write_is_refused_while_the_vault_is_locked(alice: Person, gate: Gate) -> None:
    item, private = noted(alice), hidden(alice)
    gate.locked = True

    answers = [
        alice.send("POST", "/api/ideas", {"title": "Hook"}),
        alice.send("POST", "/api/ideas", {"envelope": sealed()}),
        alice.send("PATCH", f"/api/ideas/{item['id']}", {"base_rev": 1, "title": "Verse"}),
        alice.send("DELETE", f"/api/ideas/{item['id']}?base_rev=1"),
        alice.send("POST", f"/api/ideas/{item['id']}/privacy", {"is_private": False}),
        alice.send("PUT", f"/api/search/tokens/ideas/{private['id']}", {"kid": private["kid"], "rev": 1, "tokens": []}),
    ]

    assert {refusal(answer) for answer in answers} == {(423, "vault-locked")}
    assert [(answer.json()["epoch"], answer.json()["reason"]) for answer in answers] == [(2, "manual")] * 6
    assert alice.get("/api/ideas").json()["items"] == [private, item], "reads go on"


def test_write_hands_on_the_epoch_that_its_header_names(alice: Person, gate: Gate) -> None:
    path, origin = "/api/ideas", "http://127.0.0.1:8000"
    alice.client.post(path, json={"title": "A"}, headers={"Origin": origin, "X-Vault-Epoch": "7"})
    alice.client.post(path, json={"title": "B"}, headers={"Origin": origin})
    odd = alice.client.post(path, json={"title": "C"}, headers={"Origin": origin, "X-Vault-Epoch": "x"})

    assert gate.epochs == [7, None]
    assert wrong_fields(odd) == {"X-Vault-Epoch"}


def test_envelope_needs_a_vault_and_a_policy(alice: Person, gate: Gate) -> None:
    gate.deprecated = {"1.0.0"}
    deprecated = alice.send("POST", "/api/ideas", {"envelope": sealed()})
    gate.vault = False
    no_vault = alice.send("POST", "/api/ideas", {"envelope": sealed()})

    assert refusal(deprecated) == (409, "policy-deprecated")
    assert deprecated.json()["target"] == "2.0.0"
    assert refusal(no_vault) == (409, "no-vault")
    assert noted(alice)["seq"] == 1
