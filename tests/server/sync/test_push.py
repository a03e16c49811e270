"""What a device did on its own is carried out once and in order, and nothing of it is lost."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.items.written import changed, deleted, noted, refusal, sealed
from tests.server.sync.queue import Queue, new_habit, new_idea, new_quest, new_track, operation, statuses, titles
from tests.server.vault.vaults import Device
from tests.server.world import NOON, Person, World, wire


@pytest.fixture
def alice(any_world: World) -> Person:
    return any_world.person()


@pytest.fixture
def queue(alice: Person) -> Queue:
    return Queue(alice)


def test_operations_are_carried_out_in_order(alice: Person, queue: Queue) -> None:
    quest, habit, idea = new_quest("Mix", "Drums"), new_habit("Scales"), new_idea("Hook")
    step = quest["args"]["steps"][0]["id"]
    ticked = operation("quests.tick", quest["id"], step_id=step, ticked=True, **wire())
    checked = operation("habits.check-in", habit["id"], **wire())
    edited = operation("ideas.change", idea["id"], base_rev=1, body="eight bars")

    results = queue.push(quest, habit, idea, ticked, checked, edited)

    assert statuses(results) == ["applied"] * 6
    assert [result["n"] for result in results] == [1, 2, 3, 4, 5, 6]
    assert [result["rev"] for result in results] == [1, 1, 1, 1, 1, 2]
    assert alice.get(f"/api/quests/{quest['id']}").json()["status"] == "completed"
    assert alice.get(f"/api/habits/{habit['id']}").json()["streak"]["longest"] == 1
    assert alice.get(f"/api/ideas/{idea['id']}").json()["body"] == "eight bars"


def test_lessons_are_completed_in_order_and_reviewed_on_the_days_of_the_device(alice: Person, queue: Queue) -> None:
    track = new_track("Counterpoint", "First", "Second")
    first, second = (lesson["id"] for lesson in track["args"]["lessons"])
    days = [date(2025, 3, 29), date(2025, 3, 30)]
    then, now = wire(NOON, days[0]), wire(NOON, days[1])
    done = [operation("learning.complete", track["id"], lesson_id=key, **then) for key in (first, second, first)]
    known = operation("learning.answer", track["id"], lesson_id=first, due_on=str(days[1]), knew=True, **now)

    results = queue.push(track, *done, known)

    assert statuses(results) == ["applied"] * 5
    (told, *earned) = sorted(since(alice, 0), key=lambda change: change["t"] != "learning")
    assert told == alice.get(f"/api/learning/{track['id']}").json()
    assert [lesson["completed_on"] for lesson in told["lessons"]] == [str(days[0])] * 2
    assert [lesson["review"] for lesson in told["lessons"]] == [
        {"box": 2, "due_on": "2025-04-01"},
        {"box": 1, "due_on": str(days[1])},
    ]
    assert [(credit["source_id"], credit["amount"]) for credit in earned] == [(first, 2), (second, 2)]


def test_lesson_that_is_locked_is_refused_and_the_rest_goes_on(alice: Person, queue: Queue) -> None:
    track = new_track("Counterpoint", "First", "Second")
    first, second = (lesson["id"] for lesson in track["args"]["lessons"])

    results = queue.push(
        track, *(operation("learning.complete", track["id"], lesson_id=key, **wire()) for key in (second, first))
    )

    assert statuses(results) == ["applied", "rejected", "applied"]
    assert (results[1]["problem"]["type"], results[1]["problem"]["status"]) == ("/problems/lesson-locked", 409)
    assert alice.get(f"/api/learning/{track['id']}").json()["progress"] == {"completed": 1, "total": 2}


def test_whoever_has_heard_of_the_number_has_heard_of_the_outcome(alice: Person, queue: Queue) -> None:
    first, second = queue.push(new_quest("Mix"), new_idea("Hook"))

    assert [change["title"] for change in since(alice, first["seq"])] == ["Hook"]
    assert since(alice, second["seq"]) == []


def since(person: Person, seq: int) -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = person.get("/api/sync/poll", since=str(seq)).json()["changes"]
    return changes


@pytest.mark.parametrize("make", [new_quest, new_habit, new_track, new_idea])
def test_operation_that_is_sent_again_has_the_same_result(alice: Person, queue: Queue, make: Any) -> None:
    sent = queue.numbered(make("Once"))

    first, again = queue.send(*sent).json(), queue.send(*sent).json()

    assert first == again
    kind = sent[0]["command"].partition(".")[0]
    assert titles(alice, kind) == ["Once"]


def test_whole_queue_can_be_sent_again_after_part_of_it_was_carried_out(alice: Person, queue: Queue) -> None:
    """An answer that was lost tells nothing; what was sent is sent again, together with what came meanwhile."""
    queue_of = queue.numbered(new_idea("1"), new_idea("2"), new_idea("3"), new_idea("4"))
    queue.send(*queue_of[:2])

    results = queue.send(*queue_of).json()["results"]

    assert statuses(results) == ["applied"] * 4
    assert titles(alice, "ideas") == ["1", "2", "3", "4"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.tuples(st.integers(0, 7), st.integers(1, 8)), max_size=6))
def test_whatever_is_resent_each_operation_counts_once(world: World, cuts: list[tuple[int, int]]) -> None:
    """Any slices of the queue may arrive, in any order and often: what does not fit is refused, nothing is doubled."""
    alice = world.person()
    queue = Queue(alice)
    ops = queue.numbered(*[new_idea(str(number)) for number in range(8)])

    for start, length in cuts:
        answer = queue.send(*ops[start : start + length])
        assert answer.status_code == 200 or refusal(answer) == (409, "out-of-order")

    stored = titles(alice, "ideas")
    assert stored == [str(number) for number in range(len(stored))]
    assert statuses(queue.send(*ops).json()["results"]) == ["applied"] * 8
    assert titles(alice, "ideas") == [str(number) for number in range(8)]


def test_number_that_was_left_out_is_asked_for(alice: Person, queue: Queue) -> None:
    first, second, third = queue.numbered(new_idea("1"), new_idea("2"), new_idea("3"))
    queue.send(first)

    answer = queue.send(third)

    assert refusal(answer) == (409, "out-of-order")
    assert answer.json()["last_n"] == 1
    assert statuses(queue.send(second, third).json()["results"]) == ["applied", "applied"]
    assert titles(alice, "ideas") == ["1", "2", "3"]


def test_new_operation_does_not_pass_for_an_older_one_of_its_number(alice: Person, queue: Queue) -> None:
    queue.push(new_idea("1"))

    answer = queue.send({**new_idea("Other"), "n": 1})

    assert refusal(answer) == (409, "out-of-order")
    assert titles(alice, "ideas") == ["1"]


def test_operation_is_known_by_its_number_when_its_result_is_forgotten(
    any_world: World, alice: Person, queue: Queue
) -> None:
    sent = queue.numbered(new_idea("Long ago"))
    queue.send(*sent)
    deleted(alice, alice.get("/api/ideas").json()["items"][0])
    with any_world.seams.store.begin() as work:
        work.sync.forget_results(any_world.clock.now())

    (result,) = queue.send(*sent).json()["results"]

    assert result["status"] == "duplicate"
    assert titles(alice, "ideas") == []


def test_devices_count_for_themselves(alice: Person) -> None:
    phone, laptop = Queue(alice), Queue(alice)

    results = [*phone.push(new_idea("1"), new_idea("2")), *laptop.push(new_idea("3"))]

    assert [result["n"] for result in results] == [1, 2, 1]
    assert titles(alice, "ideas") == ["1", "2", "3"]


def test_locked_vault_stops_what_it_keeps_and_nothing_before_it(any_world: World) -> None:
    """423 is no result: the same operations are carried out once the vault is open."""
    device = Device(any_world.person())
    kid = device.create()["kid"]
    queue = Queue(device.person, by=device)
    device.lock()
    envelope = {**sealed(), "kid": kid}
    ops = queue.numbered(
        new_habit("1"), new_quest("2"), operation("ideas.create", envelope["id"], envelope=envelope), new_habit("4")
    )

    before = queue.send(*ops)
    refused = queue.send(*ops[2:])
    device.unlock()
    after = queue.send(*ops[2:])

    assert (statuses(before.json()["results"]), before.json()["last_n"]) == (["applied", "applied"], 2)
    assert refusal(refused) == (423, "vault-locked")
    assert statuses(after.json()["results"]) == ["applied", "applied"]
    assert titles(device.person, "habits") == ["1", "4"]


def test_operations_of_somebody_else_are_not_carried_out(any_world: World, queue: Queue) -> None:
    bob = any_world.person("Bob")

    answer = queue.send(*queue.numbered(new_idea("Not yours")), person=bob.id)

    assert refusal(answer) == (403, "other-person")
    assert titles(queue.person, "ideas") == []


def test_page_of_somebody_else_hears_nothing(any_world: World, alice: Person) -> None:
    noted(alice)
    bob = any_world.person("Bob")

    answer = alice.get("/api/sync/poll", person=bob.id)

    assert refusal(answer) == (403, "other-person")
    assert alice.get("/api/sync/poll", person=alice.id).status_code == 200


def test_days_of_offline_check_ins_are_those_of_the_device(alice: Person, queue: Queue) -> None:
    days = [date(2025, 3, 28), date(2025, 3, 29), date(2025, 3, 30)]
    habit = operation("habits.create", title="Scales", start_date=str(days[0]), **wire())

    queue.push(habit, *(operation("habits.check-in", habit["id"], **wire(NOON, day)) for day in days[1:]))

    (told,) = since(alice, 0)
    assert (told["t"], told["dates"]) == ("habits", [str(day) for day in days[1:]])


def test_change_of_mode_is_an_operation_too(any_world: World) -> None:
    device = Device(any_world.person())
    kid = device.create()["kid"]
    item = noted(device)
    queue = Queue(device.person, by=device)
    envelope = {**sealed(), "kid": kid}

    result = queue.outcome(operation("ideas.privacy", item["id"], 1, is_private=True, envelope=envelope))

    assert result["status"] == "applied"
    assert device.person.get(f"/api/ideas/{envelope['id']}").json()["mode"] == "private"
    assert changed(device, device.person.get(f"/api/ideas/{envelope['id']}").json())["rev"] == 2
