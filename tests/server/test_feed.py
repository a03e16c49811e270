"""The feed: what people share, and nothing else."""

import pytest

from tests.server.items.written import Gate, changed, deleted, hidden, noted, sealed
from tests.server.world import Person, World


@pytest.fixture
def alice(world: World) -> Person:
    Gate().place(world)
    return world.person()


def test_shared_items_are_shown_to_everybody_newest_first(world: World, alice: Person) -> None:
    bob = world.person("Bob")
    first, second = noted(alice, shared=True), noted(bob, "infobase", title="Chords", shared=True)
    noted(alice)
    hidden(alice)

    feed = world.person("Carol").get("/api/feed").json()

    assert feed["next_cursor"] is None
    assert feed["items"] == [
        {
            "id": second["id"],
            "t": "infobase",
            "title": "Chords",
            "body": "four bars",
            "author": "Bob",
            "updated_at": second["updated_at"],
        },
        {
            "id": first["id"],
            "t": "ideas",
            "title": "Hook",
            "body": "four bars",
            "author": "Alice",
            "updated_at": first["updated_at"],
        },
    ]


def test_feed_is_read_in_parts(alice: Person) -> None:
    made = [noted(alice, shared=True)["id"] for _ in range(3)]

    first = alice.get("/api/feed", limit="2").json()
    second = alice.get("/api/feed", limit="2", cursor=first["next_cursor"]).json()

    assert [item["id"] for item in first["items"] + second["items"]] == made[::-1]
    assert alice.get("/api/feed", cursor="made-up").status_code == 422


@pytest.mark.parametrize("way", ["unshared", "deleted", "private", "erased"])
def test_what_is_shared_no_longer_leaves_the_feed(world: World, alice: Person, way: str) -> None:
    item, bob = noted(alice, shared=True), world.person("Bob")
    assert bob.get("/api/feed").json()["items"] != []

    match way:
        case "unshared":
            changed(alice, item, shared=False)
        case "deleted":
            deleted(alice, item)
        case "private":
            body = {"is_private": True, "base_rev": 1, "envelope": sealed()}
            assert alice.send("POST", f"/api/ideas/{item['id']}/privacy", body).status_code == 200
        case _:
            alice.send("DELETE", "/api/auth/me")

    assert bob.get("/api/feed").json()["items"] == []
