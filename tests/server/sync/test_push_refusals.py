"""What cannot be carried out: somebody else was quicker, or it makes no sense. The rest goes on."""

from typing import Any
from uuid import uuid4

import pytest

from tests.server.sync.queue import Queue, new_habit, new_idea, new_quest, new_track, operation, statuses, titles
from tests.server.world import Person, World, wire


@pytest.fixture
def alice(any_world: World) -> Person:
    return any_world.person()


@pytest.fixture
def queue(alice: Person) -> Queue:
    return Queue(alice)


@pytest.mark.parametrize(
    ("make", "edit"),
    [
        (new_quest, ("quests.change", {"title": "Mine", **wire()})),
        (new_habit, ("habits.rename", {"title": "Mine"})),
        (new_track, ("learning.change", {"title": "Mine"})),
        (new_idea, ("ideas.change", {"title": "Mine"})),
    ],
)
def test_edit_of_an_older_revision_is_a_conflict(alice: Person, make: Any, edit: tuple[str, dict[str, Any]]) -> None:
    """The server's version stays, and is told as it is by the time that somebody asks."""
    phone, laptop = Queue(alice), Queue(alice)
    made = make("First")
    phone.push(made)
    name, fields = edit
    phone.push(operation(name, made["id"], 1, **{**fields, "title": "Theirs"}))

    sent = laptop.numbered(operation(name, made["id"], 1, **fields))
    (result,) = laptop.send(*sent).json()["results"]
    phone.push(operation(name, made["id"], 2, **{**fields, "title": "Theirs again"}))
    (again,) = laptop.send(*sent).json()["results"]

    assert (result["status"], result["current"]["title"], result["current"]["rev"]) == ("conflict", "Theirs", 2)
    assert (again["status"], again["current"]["title"]) == ("conflict", "Theirs again")
    assert titles(alice, name.partition(".")[0]) == ["Theirs again"]
    assert laptop.send({**new_idea("Next"), "n": 2}).json()["results"][0]["status"] == "applied"


@pytest.mark.parametrize(
    ("make", "kind"),
    [(new_quest, "quests"), (new_habit, "habits"), (new_track, "learning"), (new_idea, "ideas")],
)
def test_deletion_of_what_was_edited_elsewhere_is_a_conflict(alice: Person, make: Any, kind: str) -> None:
    phone, laptop = Queue(alice), Queue(alice)
    made = make("First")
    phone.push(made)
    rename = {"habits": "habits.rename"}.get(kind, f"{kind}.change")
    stamp = wire() if kind == "quests" else {}
    phone.push(operation(rename, made["id"], 1, title="Edited", **stamp))

    result = laptop.outcome(operation(f"{kind}.delete", made["id"], 1))

    assert (result["status"], result["current"]["title"]) == ("conflict", "Edited")
    assert titles(alice, kind) == ["Edited"]


@pytest.mark.parametrize(
    ("make", "late"),
    [
        (new_quest, ("quests.change", 1, {"title": "Late", **wire()})),
        (new_quest, ("quests.archive", None, {"archived": True})),
        (new_habit, ("habits.check-in", None, wire())),
        (new_track, ("learning.complete", None, {"lesson_id": "any", **wire()})),
        (new_track, ("learning.change", 1, {"title": "Late"})),
        (new_idea, ("ideas.change", 1, {"title": "Late"})),
    ],
)
def test_what_was_deleted_stays_deleted(alice: Person, make: Any, late: tuple[str, int | None, dict[str, Any]]) -> None:
    phone, laptop = Queue(alice), Queue(alice)
    made = make("Gone")
    name, base_rev, args = late
    kind = name.partition(".")[0]
    phone.push(made, operation(f"{kind}.delete", made["id"], 1))

    result = laptop.outcome(operation(name, made["id"], base_rev, **args))

    assert (result["status"], result["current"]["deleted"]) == ("conflict", True)
    assert titles(alice, kind) == []


def test_ticks_and_check_ins_of_two_devices_do_not_conflict(alice: Person) -> None:
    phone, laptop = Queue(alice), Queue(alice)
    quest = new_quest("Mix", "Drums", "Bass")
    phone.push(quest)
    drums, bass = (step["id"] for step in quest["args"]["steps"])

    results = [
        phone.outcome(operation("quests.tick", quest["id"], step_id=drums, ticked=True, **wire())),
        laptop.outcome(operation("quests.tick", quest["id"], step_id=bass, ticked=True, **wire())),
        laptop.outcome(operation("quests.change", quest["id"], 1, notes="Loud", **wire())),
    ]

    assert statuses(results) == ["applied"] * 3
    assert [result["rev"] for result in results] == [1, 1, 2]
    assert alice.get(f"/api/quests/{quest['id']}").json()["status"] == "completed"


def test_what_was_learned_on_two_devices_does_not_conflict(alice: Person) -> None:
    """Nor with an edit: that replaces the texts, and leaves what was completed."""
    phone, laptop = Queue(alice), Queue(alice)
    track = new_track("Counterpoint", "First", "Second")
    phone.push(track)
    lessons = track["args"]["lessons"]
    retold = [{**lesson, "text": "eight bars"} for lesson in lessons]

    results = [
        phone.outcome(operation("learning.complete", track["id"], lesson_id=lessons[0]["id"], **wire())),
        laptop.outcome(operation("learning.complete", track["id"], lesson_id=lessons[0]["id"], **wire())),
        laptop.outcome(operation("learning.change", track["id"], 1, lessons=retold)),
        phone.outcome(operation("learning.complete", track["id"], lesson_id=lessons[1]["id"], **wire())),
    ]

    assert statuses(results) == ["applied"] * 4
    assert [result["rev"] for result in results] == [1, 1, 2, 2]
    now = alice.get(f"/api/learning/{track['id']}").json()
    assert [(lesson["text"], lesson["status"]) for lesson in now["lessons"]] == [("eight bars", "completed")] * 2
    assert alice.get("/api/auth/me").json()["balance"]["reward_points"] == 4


def test_refused_operation_says_why_and_lets_the_others_go_on(alice: Person, queue: Queue) -> None:
    results = queue.push(new_idea("1"), new_idea("x" * 201), new_idea("3"))

    assert statuses(results) == ["applied", "rejected", "applied"]
    assert results[1]["problem"]["errors"] == [{"field": "title", "message": "must be at most 200 characters"}]
    assert (results[1]["problem"]["type"], results[1]["problem"]["status"]) == ("/problems/validation", 422)
    assert titles(alice, "ideas") == ["1", "3"]


def test_refused_operation_is_refused_again_for_the_same_reason(alice: Person, queue: Queue) -> None:
    sent = queue.numbered(new_idea("  "))

    first, again = queue.send(*sent).json(), queue.send(*sent).json()

    assert first == again
    assert first["last_n"] == 1
    assert first["results"][0]["problem"]["errors"][0]["field"] == "title"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (operation("ideas.sing"), "command"),
        (operation("habits.check-in", base_rev=1, **wire()), "base_rev"),
        (operation("quests.archive", archived="yes"), "archived"),
        (operation("quests.archive"), "archived"),
        (operation("ideas.change", base_rev=None, title="x"), "base_rev"),
        (operation("ideas.delete", base_rev=1, colour="red"), "colour"),
        (operation("habits.create", "no-uuid", title="x", **wire()), "id"),
    ],
)
def test_operation_that_makes_no_sense_is_refused_by_field(queue: Queue, sent: dict[str, Any], field: str) -> None:
    result = queue.outcome(sent)

    assert result["status"] == "rejected"
    assert field in {error["field"] for error in result["problem"]["errors"]}


def test_half_of_a_refused_operation_is_not_kept(alice: Person, queue: Queue) -> None:
    """The title makes sense and the notes do not: neither stays."""
    quest = new_quest("Mix")
    queue.push(quest)

    result = queue.outcome(operation("quests.change", quest["id"], 1, title="New", notes="x" * 100_001, **wire()))

    assert result["status"] == "rejected"
    now = alice.get(f"/api/quests/{quest['id']}").json()
    assert (now["title"], now["rev"]) == ("Mix", 1)


@pytest.mark.parametrize(("make", "parts"), [(new_quest, "steps"), (new_track, "lessons")])
def test_edit_that_gives_a_new_part_an_id_in_use_is_refused(alice: Person, queue: Queue, make: Any, parts: str) -> None:
    """By itself as well as in a queue, in which the next one goes on; nothing of it is kept."""
    first, second = make("First"), make("Second")
    kind = first["command"].partition(".")[0]
    queue.push(first, second)
    stamp = wire() if kind == "quests" else {}
    edit = {"title": "Lost", parts: [{"new_id": first["args"][parts][0]["id"], "title": "Theirs"}], **stamp}

    alone = alice.send("PATCH", f"/api/{kind}/{second['id']}", edit)
    results = queue.push(operation(f"{kind}.change", second["id"], 1, **edit), new_idea("Next"))

    assert (alone.status_code, alone.json()["type"]) == (409, "/problems/id-taken")
    assert statuses(results) == ["rejected", "applied"]
    assert results[0]["problem"]["type"] == "/problems/id-taken"
    assert titles(alice, kind) == ["First", "Second"]


def test_id_that_was_used_is_refused(any_world: World, alice: Person, queue: Queue) -> None:
    bob = Queue(any_world.person("Bob"))
    quest, habit = new_quest("Mine"), new_habit("Mine")
    queue.push(quest, habit, operation("habits.delete", habit["id"], 1))

    results = bob.push(*({**each, "op_id": str(uuid4())} for each in (quest, habit)))
    again = queue.outcome({**habit, "op_id": str(uuid4())})

    assert statuses([*results, again]) == ["rejected"] * 3
    assert {result["problem"]["type"] for result in [*results, again]} == {"/problems/id-taken"}
