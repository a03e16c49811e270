"""A device of somebody's that keeps its operations in a queue and sends them, as the pages do."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from httpx import Response

from tests.server.vault.vaults import Device as VaultDevice
from tests.server.world import Person, wire


def operation(command: str, key: str = "", base_rev: int | None = None, **args: Any) -> dict[str, Any]:
    """Return an operation that has no number yet."""
    return {"op_id": str(uuid4()), "command": command, "id": key or str(uuid4()), "base_rev": base_rev, "args": args}


def new_quest(title: str = "Mix", *steps: str) -> dict[str, Any]:
    """Return the operation that makes a quest, with steps that have ids of their own."""
    made = [{"id": str(uuid4()), "title": step} for step in steps or ("Drums",)]
    return operation("quests.create", title=title, steps=made, **wire())


def new_habit(title: str = "Scales") -> dict[str, Any]:
    """Return the operation that makes a habit."""
    return operation("habits.create", title=title, **wire())


def new_track(title: str = "Counterpoint", *lessons: str) -> dict[str, Any]:
    """Return the operation that makes a track, with lessons that have ids of their own."""
    made = [{"id": str(uuid4()), "title": lesson, "text": "four bars"} for lesson in lessons or ("First", "Second")]
    return operation("learning.create", title=title, lessons=made)


def new_idea(title: str = "Hook") -> dict[str, Any]:
    """Return the operation that makes an idea that the server can read."""
    return operation("ideas.create", title=title, body="four bars")


@dataclass
class Queue:
    """The device. `by` sends in the place of the person where the epoch of a vault has to be named."""

    person: Person
    device: str = field(default_factory=lambda: str(uuid4()))
    last_n: int = 0
    by: VaultDevice | None = None

    def numbered(self, *operations: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the operations with the numbers that are next."""
        return [{**each, "n": self.last_n + place} for place, each in enumerate(operations, start=1)]

    def send(self, *numbered: dict[str, Any], person: str | None = None) -> Response:
        """Send operations that have their numbers."""
        body = {"person": person or self.person.id, "device": self.device, "ops": list(numbered)}
        return (self.by or self.person).send("POST", "/api/sync/push", body)

    def push(self, *operations: dict[str, Any]) -> list[dict[str, Any]]:
        """Send the next operations and return what came of them."""
        answer = self.send(*self.numbered(*operations))
        assert answer.status_code == 200, answer.text
        pushed = answer.json()
        self.last_n = pushed["last_n"]
        results: list[dict[str, Any]] = pushed["results"]
        return results

    def outcome(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Send one operation and return what came of it."""
        (result,) = self.push(sent)
        return result


def titles(person: Person, kind: str) -> list[str]:
    """Return what a list shows, oldest first."""
    return [each["title"] for each in reversed(person.get(f"/api/{kind}").json()["items"])]


def statuses(results: list[dict[str, Any]]) -> list[str]:
    """Return what came of operations, in a word each."""
    return [result["status"] for result in results]
