"""A write that a client has given a name is carried out once, whichever way it comes."""

from typing import Any
from uuid import uuid4

import pytest
from httpx import Response

from tests.server.sync.queue import Queue
from tests.server.world import URL, Person, World, wire


@pytest.fixture
def alice(any_world: World) -> Person:
    return any_world.person()


def send(person: Person, key: str, method: str, path: str, body: dict[str, Any] | None = None) -> Response:
    """Write under a name."""
    headers = {"Origin": URL, "Idempotency-Key": key}
    return person.client.request(method, path, json=body, headers=headers)


NEW = {
    "quests": {"title": "Mix", "steps": [{"title": "Drums"}], **wire()},
    "habits": {"title": "Scales", **wire()},
    "learning": {"title": "Counterpoint", "lessons": [{"title": "First"}]},
    "ideas": {"title": "Hook", "body": "four bars"},
}


@pytest.mark.parametrize("kind", NEW)
def test_same_write_makes_one_thing(alice: Person, kind: str) -> None:
    key = str(uuid4())

    first, again = (send(alice, key, "POST", f"/api/{kind}", NEW[kind]) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert len(alice.get(f"/api/{kind}").json()["items"]) == 1


def test_other_names_make_other_things(alice: Person) -> None:
    for _ in range(2):
        send(alice, str(uuid4()), "POST", "/api/ideas", NEW["ideas"])

    assert len(alice.get("/api/ideas").json()["items"]) == 2


def test_repeated_change_answers_with_what_is_there_by_now(alice: Person) -> None:
    idea = send(alice, str(uuid4()), "POST", "/api/ideas", NEW["ideas"]).json()
    path, key = f"/api/ideas/{idea['id']}", str(uuid4())
    send(alice, key, "PATCH", path, {"base_rev": 1, "title": "Second"})
    alice.send("PATCH", path, {"base_rev": 2, "title": "Third"})

    again = send(alice, key, "PATCH", path, {"base_rev": 1, "title": "Second"})

    assert (again.status_code, again.json()["title"], again.json()["rev"]) == (200, "Third", 3)


def test_repeated_deletion_is_answered_as_the_first(alice: Person) -> None:
    idea = send(alice, str(uuid4()), "POST", "/api/ideas", NEW["ideas"]).json()
    path, key = f"/api/ideas/{idea['id']}?base_rev=1", str(uuid4())

    answers = [send(alice, key, "DELETE", path).status_code for _ in range(2)]

    assert answers == [204, 204]


def test_write_whose_answer_was_lost_is_not_repeated_by_a_push(alice: Person) -> None:
    """The page has sent it by itself, heard nothing, and puts it into its queue under the same name."""
    key, queue = str(uuid4()), Queue(alice)
    quest = send(alice, key, "POST", "/api/quests", {**NEW["quests"], "id": str(uuid4())}).json()
    step = quest["steps"][0]["id"]
    tick = {"op_id": str(uuid4()), "command": "quests.tick", "id": quest["id"], "base_rev": None}

    results = queue.push(
        {"op_id": key, "command": "quests.create", "id": quest["id"], "base_rev": None, "args": NEW["quests"]},
        {**tick, "args": {"step_id": step, "ticked": True, **wire()}},
    )

    assert [result["status"] for result in results] == ["applied", "applied"]
    assert [each["status"] for each in alice.get("/api/quests").json()["items"]] == ["completed"]


def test_refused_write_may_be_tried_again_under_its_name(alice: Person) -> None:
    key = str(uuid4())
    refused = send(alice, key, "POST", "/api/ideas", {"title": " "})

    kept = send(alice, key, "POST", "/api/ideas", NEW["ideas"])

    assert (refused.status_code, kept.status_code) == (422, 201)


def test_name_of_one_person_says_nothing_of_anothers(any_world: World, alice: Person) -> None:
    key, bob = str(uuid4()), any_world.person("Bob")
    send(alice, key, "POST", "/api/ideas", NEW["ideas"])

    answer = send(bob, key, "POST", "/api/ideas", NEW["ideas"])

    assert answer.status_code == 201
    assert len(bob.get("/api/ideas").json()["items"]) == 1


def test_name_is_a_uuid(alice: Person) -> None:
    assert send(alice, "mine", "POST", "/api/ideas", NEW["ideas"]).status_code == 422
