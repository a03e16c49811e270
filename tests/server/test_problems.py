"""Every refusal has one shape, and every answer the same headers."""

import json
from typing import Any

import pytest
from httpx import Response

from reference_server.contract.health import Build
from reference_server.contract.problems import Problem
from reference_server.errors import LARGEST_BODY
from reference_server.services.problems import STATUS
from reference_server.services.refusals import Refusal
from tests.server.world import URL, Person, World, wire

QUEST: dict[str, Any] = {"title": "Mix", "steps": [{"title": "Drums"}], **wire()}


@pytest.fixture
def alice(world: World) -> Person:
    return world.person()


def problem(answer: Response, status: int, slug: str) -> Problem:
    """Return the problem, once its shape and its place are right."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = Problem.model_validate_json(answer.content)
    assert (told.status, told.type) == (status, f"/problems/{slug}")
    assert told.trace_id == answer.headers["x-trace-id"]
    assert told.title
    assert told.detail
    return told


def subclasses(of: type[Refusal]) -> set[type[Refusal]]:
    return {*of.__subclasses__(), *(deeper for one in of.__subclasses__() for deeper in subclasses(one))}


def test_every_refusal_has_its_place_in_the_table() -> None:
    assert set(STATUS) == subclasses(Refusal)


def test_unknown_path_is_not_found(world: World) -> None:
    problem(world.visitor().get("/api/nothing"), 404, "not-found")


def test_wrong_method_names_the_right_ones(world: World) -> None:
    answer = world.visitor().put("/api/auth/me")

    problem(answer, 405, "method-not-allowed")
    assert "GET" in answer.headers["allow"]


def test_fields_that_are_wrong_are_named(alice: Person) -> None:
    wrong = {**QUEST, "steps": [{"title": 5}], "local_date": "30.3.2025", "surprise": True}
    del wrong["title"]

    told = problem(alice.send("POST", "/api/quests", wrong), 422, "validation")

    assert {error.field for error in told.errors or []} == {"title", "steps.0.title", "local_date", "surprise"}


@pytest.mark.parametrize("day", ["2025-02-29", "2025-3-30", "20250330", "2025-03-30T00:00:00Z", 1743292800, None])
def test_days_are_written_in_one_way(alice: Person, day: object) -> None:
    answer = alice.send("POST", "/api/quests", {**QUEST, "local_date": day})

    assert [error.field for error in problem(answer, 422, "validation").errors or []] == ["local_date"]


@pytest.mark.parametrize(
    "instant", ["2025-03-30T12:00:00", "2025-03-30 12:00Z", 1743292800, "0001-01-01T00:00:00+14:00"]
)
def test_instants_carry_their_zone(alice: Person, instant: object) -> None:
    answer = alice.send("POST", "/api/quests", {**QUEST, "occurred_at": instant})

    assert [error.field for error in problem(answer, 422, "validation").errors or []] == ["occurred_at"]


def test_date_out_of_range_has_a_type_of_its_own(alice: Person) -> None:
    answer = alice.send("POST", "/api/quests", {**QUEST, "local_date": "2025-01-01"})

    told = problem(answer, 422, "date-out-of-range")
    assert [error.field for error in told.errors or []] == ["local_date"]


def sent_as_json(person: Person, body: dict[str, Any]) -> Response:
    """Send what the test client's own encoder would refuse to send: texts that UTF-8 cannot write."""
    headers = {"Origin": URL, "Content-Type": "application/json"}
    return person.client.post("/api/quests", content=json.dumps(body), headers=headers)


@pytest.mark.parametrize("body", [b"{", b"", b"[]", b'"text"', b"\xff", b'{"title": "Mix",}'])
def test_body_that_is_no_object_is_refused(alice: Person, body: bytes) -> None:
    headers = {"Origin": URL, "Content-Type": "application/json"}

    told = problem(alice.client.post("/api/quests", content=body, headers=headers), 422, "validation")

    assert [error.field for error in told.errors or []] == ["body"]


def test_number_that_is_none_is_refused_at_its_field(alice: Person) -> None:
    headers = {"Origin": URL, "Content-Type": "application/json"}

    told = problem(alice.client.post("/api/quests", content=b'{"title": NaN}', headers=headers), 422, "validation")

    assert "title" in {error.field for error in told.errors or []}


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"], ids=ascii)
def test_text_that_no_database_takes_is_refused(alice: Person, text: str) -> None:
    """NUL, and half of a surrogate pair, which JSON can write and UTF-8 cannot."""
    told = problem(sent_as_json(alice, {**QUEST, "title": text}), 422, "validation")

    assert [error.field for error in told.errors or []] == ["title"]


def test_conflict_tells_what_is_in_the_way(alice: Person) -> None:
    first, second = (alice.made("/api/focus", {"title": title, "planned_minutes": 5}) for title in ("A", "B"))
    alice.send("POST", f"/api/focus/{first['id']}/start", wire())

    answer = alice.send("POST", f"/api/focus/{second['id']}/start", wire())

    problem(answer, 409, "focus-already-running")
    assert answer.json()["running"] == {"id": first["id"], "title": "A"}


@pytest.mark.parametrize("announced", [True, False])
def test_body_above_one_mebibyte_is_refused(alice: Person, *, announced: bool) -> None:
    body = b" " * (LARGEST_BODY + 1)
    content = body if announced else iter([body[: LARGEST_BODY // 2]] * 3)

    answer = alice.client.post("/api/quests", content=content, headers={"Origin": URL})

    problem(answer, 413, "too-large")


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1.evil.test", "", "evil.test:8000"])
def test_foreign_host_is_refused(world: World, host: str) -> None:
    problem(world.visitor().get("/api/health/live", headers={"Host": host}), 421, "unknown-host")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:1", "[::1]:8000", "LOCALHOST:8000"])
def test_loopback_names_are_ours(world: World, host: str) -> None:
    assert world.visitor().get("/api/health/live", headers={"Host": host}).status_code == 200


def test_crash_is_told_without_its_reason(world: World, alice: Person) -> None:
    def crash(_person_id: str) -> None:
        raise ZeroDivisionError("secret")

    world.services.accounts.profile = crash  # type: ignore[assignment,method-assign]

    answer = alice.get("/api/auth/me")

    problem(answer, 500, "internal-error")
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    "path", ["/api/auth/me", "/api/nothing", "/api/health/live", "/api/openapi.json", "/api/build"]
)
def test_every_answer_is_guarded_by_headers(world: World, alice: Person, path: str) -> None:
    """Even that to a request which crashed, /api/build here."""

    def crash() -> Build:
        raise ZeroDivisionError

    world.services.health.build = crash  # type: ignore[method-assign]

    headers = alice.get(path).headers

    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "default-src 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("odd", "status"), [("%00", 422), ("..%2f", 404), ("%ff", 404), ("a%20b", 404), ("'", 404), ("x" * 500, 404)]
)
def test_made_up_ids_are_refused(any_world: World, odd: str, status: int) -> None:
    assert any_world.person().get(f"/api/quests/{odd}").status_code == status
