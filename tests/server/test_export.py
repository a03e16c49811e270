"""The export: everything that the server has of a person, and of nobody else."""

import pytest

from tests.server.items.written import Gate, changed, deleted, hidden, noted
from tests.server.learning.tracks import posted_track
from tests.server.vault.vaults import Device
from tests.server.world import Person, World, wire


@pytest.fixture
def alice(any_world: World) -> Person:
    Gate().place(any_world)
    return any_world.person()


def test_everything_is_handed_out(alice: Person) -> None:
    vault = Device(alice).create()
    quest = alice.made("/api/quests", {"title": "Mix", "steps": [{"title": "Drums"}]})
    habit = alice.made("/api/habits", {"title": "Scales"})
    alice.send("POST", f"/api/habits/{habit['id']}/check-in", wire())
    focus = alice.made("/api/focus", {"title": "Mixing", "planned_minutes": 5})
    track = posted_track(alice)
    private = hidden(alice, "journal")
    before = noted(alice)
    now = changed(alice, before, title="Chorus")
    deleted(alice, noted(alice))

    export = alice.get("/api/export").json()

    assert export["person"] == alice.get("/api/auth/me").json()
    assert (export["quests"], export["focus"]) == ([quest], [focus])
    assert export["habits"] == [alice.get(f"/api/habits/{habit['id']}").json()]
    assert export["learning"] == [track]
    assert export["vault"] == vault
    past = alice.get(f"/api/ideas/{before['id']}/history").json()["items"]
    assert export["items"] == [{**private, "history": []}, {**now, "history": past}]
    assert past[0]["title"] == "Hook"


def test_more_than_a_page_is_handed_out(alice: Person) -> None:
    for _ in range(201):
        noted(alice)

    assert len(alice.get("/api/export").json()["items"]) == 201


def test_nothing_of_others_is_handed_out(any_world: World, alice: Person) -> None:
    noted(alice, shared=True)
    bob = any_world.person("Bob")

    export = bob.get("/api/export").json()

    assert {name: export[name] for name in export if name != "person"} == {
        "items": [],
        "quests": [],
        "habits": [],
        "focus": [],
        "learning": [],
        "vault": None,
    }
