"""Who can read an item: changing that makes a new one, and withdraws the old one whole."""

import json
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from reference_server.store import tables
from tests.server.items.written import (
    Gate,
    changed,
    hidden,
    noted,
    refusal,
    sealed,
    tokens,
    wrong_fields,
)
from tests.server.world import Person, World

SECRET = "purple rhinoceros"  # what nobody but Alice may read


@pytest.fixture
def alice(any_world: World) -> Person:
    Gate().place(any_world)
    return any_world.person()


def ask(person: Person, item: dict[str, Any], **body: Any) -> Any:
    return person.send("POST", f"/api/{item['t']}/{item['id']}/privacy", body)


def everything(world: World, person_id: str) -> str:
    """Return each value in each row of the person, as one text."""
    found = []
    with world.seams.store.begin(write=False) as work:
        for table in tables.Table.metadata.sorted_tables:
            if "person_id" in table.columns:
                rows = work.session.execute(select(table).where(table.c.person_id == person_id))
                found += [[str(value) for value in row] for row in rows]
    return json.dumps(found)


def test_item_becomes_private_under_a_new_id(alice: Person) -> None:
    old = changed(alice, noted(alice, shared=True), title="Chorus")
    envelope = sealed()

    new = ask(alice, old, is_private=True, base_rev=2, envelope=envelope).json()

    assert (new["id"], new["mode"], new["rev"], new["shared"]) == (envelope["id"], "private", 1, False)
    assert (new["envelope"], new["created_at"]) == (envelope, old["created_at"])
    assert refusal(alice.get(f"/api/ideas/{old['id']}")) == (404, "not-found")
    assert refusal(alice.get(f"/api/ideas/{old['id']}/history")) == (404, "not-found")


def test_nothing_readable_is_left_of_what_became_private(any_world: World, alice: Person) -> None:
    """Neither in the row, nor in past revisions, nor anywhere else that names the person."""
    item = changed(alice, noted(alice, title=SECRET, body=SECRET, shared=True), title=f"{SECRET} II")
    assert SECRET in everything(any_world, alice.id)

    ask(alice, item, is_private=True, base_rev=2, envelope=sealed())

    assert SECRET not in everything(any_world, alice.id)
    assert item["id"] not in {entry["id"] for entry in alice.get("/api/feed", limit="200").json()["items"]}


def test_withdrawn_text_lingers_in_no_page_of_the_file(world: World) -> None:
    """What is deleted is overwritten: see `secure_delete`. Larger texts fill pages of their own."""
    Gate().place(world)
    alice = world.person()
    items = [noted(alice, title=SECRET, body=SECRET * factor) for factor in (1, 1000)]
    with world.seams.store.begin(write=False) as work:
        file = work.session.scalar(text("SELECT file FROM pragma_database_list")) or ""

    def is_in_file() -> bool:
        with world.seams.store.begin(write=False) as work:
            work.session.connection().exec_driver_sql("ROLLBACK")
            work.session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            work.session.connection().exec_driver_sql("BEGIN")
        with open(file, "rb") as pages:  # noqa: PTH123
            return SECRET.encode() in pages.read()

    assert is_in_file()

    for item in items:
        ask(alice, item, is_private=True, base_rev=1, envelope=sealed())

    assert not is_in_file()


def test_item_becomes_standard_under_a_new_id(any_world: World, alice: Person) -> None:
    old = hidden(alice)
    alice.send("PUT", f"/api/search/tokens/ideas/{old['id']}", {"kid": old["kid"], "rev": 1, "tokens": tokens()})

    new = ask(alice, old, is_private=False, base_rev=1, title="Hook", body="four bars").json()

    assert new["id"] != old["id"]
    assert (new["mode"], new["title"], new["body"], new["envelope"]) == ("standard", "Hook", "four bars", None)
    assert (new["rev"], new["created_at"]) == (1, old["created_at"])
    assert old["envelope"]["ct"] not in everything(any_world, alice.id)
    with any_world.seams.store.begin(write=False) as work:
        count = select(func.count()).select_from(tables.Token).where(tables.Token.person_id == alice.id)
        assert work.session.scalar(count) == 0


def test_new_id_may_be_chosen(alice: Person) -> None:
    item_id = str(uuid4())

    new = ask(alice, hidden(alice), is_private=False, base_rev=1, id=item_id, title="Hook").json()

    assert (new["id"], new["body"]) == (item_id, "")


@pytest.mark.parametrize("base", [{}, {"base_rev": 1}])
def test_item_that_is_so_already_stays_as_it_is(alice: Person, base: dict[str, int]) -> None:
    standard, private = noted(alice), hidden(alice)

    assert ask(alice, standard, is_private=False, **base).json() == standard
    assert ask(alice, private, is_private=True, **base).json() == private


def test_page_must_encrypt_what_becomes_private(alice: Person) -> None:
    item = noted(alice)

    answer = ask(alice, item, is_private=True, base_rev=1)

    assert wrong_fields(answer) == {"envelope"}
    assert "encrypt" in answer.json()["detail"]
    assert alice.get(f"/api/ideas/{item['id']}").json() == item


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"is_private": True, "envelope": sealed()}, {"base_rev"}),
        ({"is_private": True, "base_rev": 1, "envelope": sealed(rev=2)}, {"envelope.rev"}),
        ({"is_private": True, "base_rev": 1, "envelope": sealed("journal")}, {"envelope.t"}),
        ({"is_private": True, "base_rev": 1, "envelope": sealed(), "title": "Hook"}, {"title"}),
        ({"is_private": False, "base_rev": 1, "title": "Hook"}, {"title"}),
        ({"base_rev": 1}, {"is_private"}),
        ({"is_private": 1}, {"is_private"}),
    ],
)
def test_change_of_a_standard_item_that_makes_no_sense(alice: Person, body: dict[str, Any], fields: set[str]) -> None:
    item = noted(alice)

    assert wrong_fields(ask(alice, item, **body)) == fields
    assert alice.get(f"/api/ideas/{item['id']}").json() == item


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"is_private": False, "base_rev": 1}, {"title"}),
        ({"is_private": False, "title": "Hook"}, {"base_rev"}),
        ({"is_private": False, "base_rev": 1, "title": "Hook", "envelope": sealed()}, {"envelope"}),
        ({"is_private": True, "base_rev": 1, "envelope": sealed()}, {"envelope"}),
    ],
)
def test_change_of_a_private_item_that_makes_no_sense(alice: Person, body: dict[str, Any], fields: set[str]) -> None:
    item = hidden(alice)

    assert wrong_fields(ask(alice, item, **body)) == fields
    assert alice.get(f"/api/ideas/{item['id']}").json() == item


def test_old_id_cannot_be_the_new_one(alice: Person) -> None:
    item = noted(alice)

    answer = ask(alice, item, is_private=True, base_rev=1, envelope=sealed(item_id=item["id"]))

    assert refusal(answer) == (409, "id-taken")
    assert alice.get(f"/api/ideas/{item['id']}").json() == item


def test_change_that_comes_twice_is_a_conflict(alice: Person) -> None:
    item, envelope = noted(alice), sealed()
    ask(alice, item, is_private=True, base_rev=1, envelope=envelope)

    again = ask(alice, item, is_private=True, base_rev=1, envelope=envelope)

    assert refusal(again) == (409, "revision-conflict")
    assert again.json()["current"]["deleted"] is True


def test_modes_are_told(alice: Person) -> None:
    assert alice.get("/api/privacy-mode").json() == {
        "default": "standard",
        "modes": [
            {"mode": "standard", "encrypted": False, "history_days": 90.0},
            {"mode": "private", "encrypted": True, "history_days": 7.0},
        ],
    }
