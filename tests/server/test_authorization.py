"""Who may do what, for every operation that the OpenAPI document names: a new one is covered by itself."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from reference_server.app import create_app
from reference_server.routes.items import IN_PATHS
from reference_server.seams import default_seams
from reference_server.settings import Settings
from tests.server.daw.rows import backed_up
from tests.server.items.written import KID, hidden, noted, tokens
from tests.server.learning.tracks import posted_track
from tests.server.vault.vaults import POLICY, Device, new_passphrase
from tests.server.world import NOON, URL, Person, World, wire

OPEN = {
    "/api/auth/providers",
    "/api/auth/login/{provider}",
    "/api/auth/callback/{provider}",
    "/api/auth/device",
    "/api/auth/device/token",
    "/api/health",
    "/api/health/live",
    "/api/health/ready",
    "/api/health/database",
    "/api/health/migrations",
    "/api/health/storage",
    "/api/health/identity",
    "/api/health/sync",
    "/api/build",
}
"""What everybody may ask."""

READ_BY_WATCHERS = {"/api/daw/files", "/api/daw/files/{file_id}"}
"""What people ask, and watchers too, of their own files."""

BODIES: dict[str, dict[str, Any]] = {
    "DeviceChange": {"name": "Stolen"},
    "Tick": {"ticked": True, **wire()},
    "Archiving": {"archived": True},
    "Dated": wire(),
    "QuestChange": {"title": "Stolen", **wire()},
    "HabitChange": {"title": "Stolen"},
    "FocusChange": {"title": "Stolen"},
    "TrackChange": {"title": "Stolen"},
    "Answer": {"due_on": wire()["local_date"], "knew": True, **wire()},
    "ItemChange": {"base_rev": 1, "title": "Stolen"},
    "PrivacyChange": {"is_private": False},
    "ItemTokens": {"kid": KID, "rev": 1, "tokens": tokens()},
}
"""A valid body for each shape that an operation on an item takes."""


@dataclass(frozen=True)
class Operation:
    """One method on one path."""

    method: str
    path: str
    body: str | None
    watchers: bool
    """Whether only a watcher does this."""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def operations() -> list[Operation]:
    """Return every operation that the document names."""
    settings = Settings(public_url=URL)
    document = create_app(settings, default_seams(settings)).openapi()
    found = []
    for path, methods in document["paths"].items():
        for method, declared in methods.items():
            content = declared.get("requestBody", {}).get("content", {}).get("application/json", {})
            shape = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
            asked = [
                each["name"] for each in declared.get("parameters", []) if each["in"] == "query" and each["required"]
            ]
            query = "&".join(f"{name}={{{name}}}" for name in asked)
            watchers = declared.get("security") == [{"bearer": []}]
            found.append(Operation(method.upper(), f"{path}?{query}" if query else path, shape or None, watchers))
    return found


EVERY = operations()
GUARDED = [operation for operation in EVERY if operation.path not in OPEN]
PEOPLES = [operation for operation in GUARDED if not operation.watchers]
WATCHERS = [operation for operation in GUARDED if operation.watchers]
ON_ITEMS = [operation for operation in PEOPLES if re.search(r"/\{\w+_id\}", operation.path)]


def filled(path: str, ids: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: {"rev": "1", **ids}.get(match[1], "made-up"), path)


def belongings(person: Person, moment: datetime = NOON) -> dict[str, str]:
    """Make one item of each kind; return their ids by the names that paths give them."""
    quest = person.made("/api/quests", {"title": "Mine", "steps": [{"title": "Drums"}]}, moment)
    return {
        "quest_id": quest["id"],
        "step_id": quest["steps"][0]["id"],
        "habit_id": person.made("/api/habits", {"title": "Mine"}, moment)["id"],
        "focus_id": person.made("/api/focus", {"title": "Mine", "planned_minutes": 5}, moment)["id"],
        **learned(person),
        **written(person),
        **backed_up(person),
    }


def learned(person: Person) -> dict[str, str]:
    """Make a track; see `belongings`."""
    track = posted_track(person)
    return {"track_id": track["id"], "lesson_id": track["lessons"][0]["id"]}


def written(person: Person) -> dict[str, str]:
    """Write one item of each kind, and a private one, with an open vault; see `belongings`."""
    device = Device(person)
    device.send("POST", "/api/vault", {"kid": KID, "pol": POLICY, **new_passphrase(KID, "correct")})
    ids = {f"{noun}_id": noted(device, kind)["id"] for kind, noun in IN_PATHS.items()}
    return {**ids, "t": "ideas", "private_id": hidden(device)["id"], "base_rev": "1"}


def seen(person: Person) -> list[Any]:
    """Return all that a person has."""
    kinds = ("quests", "habits", "focus", "learning", "auth/me", "export", "daw/devices", "daw/files")
    paths = [f"/api/{kind}" for kind in kinds]
    return [person.get(path).json() for path in paths]


def test_document_names_the_operations_that_are_known_to_be_open() -> None:
    assert {operation.path for operation in EVERY} >= OPEN
    assert len(ON_ITEMS) >= 20


@pytest.mark.parametrize("operation", GUARDED, ids=str)
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer made-up"}, {"Cookie": "passion_session=made-up"}])
def test_nobody_signed_out_gets_in(shared_world: World, operation: Operation, headers: dict[str, str]) -> None:
    body = BODIES.get(operation.body or "", {})

    answer = shared_world.visitor().request(
        operation.method, filled(operation.path, {}), json=body, headers={"Origin": URL, **headers}
    )

    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/signed-out")


@pytest.mark.parametrize("operation", [one for one in PEOPLES if one.method != "GET"], ids=str)
def test_no_other_site_writes_in_a_persons_name(shared_world: World, operation: Operation) -> None:
    alice = shared_world.person()
    before = seen(alice)

    answer = alice.client.request(
        operation.method,
        filled(operation.path, {}),
        json=BODIES.get(operation.body or "", {}),
        headers={"Origin": "http://evil.test"},
    )

    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden-origin")
    assert seen(alice) == before


@pytest.mark.parametrize("operation", ON_ITEMS, ids=str)
def test_other_peoples_items_are_not_found(shared_world: World, operation: Operation) -> None:
    alice, mallory = shared_world.person(), shared_world.person("Mallory")
    ids = belongings(alice)
    before = seen(alice)
    body = BODIES[operation.body] if operation.body else None

    answer = mallory.send(operation.method, filled(operation.path, ids), body)

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
    assert seen(alice) == before


@pytest.mark.parametrize("operation", ON_ITEMS, ids=str)
def test_ones_own_items_are_found(shared_world: World, operation: Operation) -> None:
    """Else the test above would prove nothing."""
    alice = shared_world.person()
    body = BODIES[operation.body] if operation.body else None

    answer = Device(alice).send(operation.method, filled(operation.path, belongings(alice)), body)

    assert answer.status_code in {200, 204, 409}, answer.text


@pytest.mark.parametrize("operation", WATCHERS, ids=str)
def test_people_do_not_do_what_watchers_do(shared_world: World, operation: Operation) -> None:
    alice = shared_world.person()
    path, browser = filled(operation.path, {}), alice.send
    token = {"Authorization": f"Bearer {alice.bearer()}"}

    with_token = shared_world.visitor().request(operation.method, path, json={}, headers=token)

    assert browser(operation.method, path, {}).status_code == 401
    assert (with_token.status_code, with_token.json()["type"]) == (403, "/problems/watchers-only")


@pytest.mark.parametrize("operation", PEOPLES, ids=str)
def test_a_watcher_does_what_watchers_do_alone(shared_world: World, operation: Operation) -> None:
    """A stolen watcher exposes its files, and nothing else."""
    alice = shared_world.person()
    token = {"Authorization": f"Bearer {belongings(alice)['watcher']}"}
    before = seen(alice)

    answer = shared_world.visitor().request(operation.method, filled(operation.path, {}), json={}, headers=token)

    if operation.path in READ_BY_WATCHERS:
        assert answer.status_code in {200, 404}
    else:
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/not-for-watchers")
    assert seen(alice) == before


def test_step_of_another_quest_is_not_found(shared_world: World) -> None:
    alice = shared_world.person()
    first, second = belongings(alice), belongings(alice)

    path = f"/api/quests/{first['quest_id']}/steps/{second['step_id']}/tick"
    assert alice.send("POST", path, {"ticked": True, **wire()}).status_code == 404
