"""Ideas, infobase and journal entries for tests: envelopes that are sealed for nobody, and a gate that tests hold."""

import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import uuid4

from httpx import Response

from reference_server.services.people.sessions import Caller
from reference_server.services.refusals import NoVault, PolicyDeprecated, VaultLocked
from reference_server.store.tables import Person as PersonRow
from reference_server.store.work import Work
from tests.server.world import World

KID, OTHER_KID = "k_" + "0" * 16, "k_" + "f" * 16
KINDS = ("ideas", "infobase", "journal")


def random(size: int) -> str:
    """Return so many random bytes as base64url without padding."""
    return urlsafe_b64encode(secrets.token_bytes(size)).decode().rstrip("=")


def sealed(kind: str = "ideas", item_id: str | None = None, rev: int = 1, *, blocks: int = 1) -> dict[str, Any]:
    """Return an envelope as a client would make it; what is in it is random."""
    return {
        "v": 1,
        "pol": "1.0.0",
        "alg": "A256GCM",
        "kid": KID,
        "t": kind,
        "id": item_id or str(uuid4()),
        "rev": rev,
        "dek": {"iv": random(12), "ct": random(48)},
        "iv": random(12),
        "ct": random(16 + 256 * blocks),
    }


def tokens(count: int = 8) -> list[str]:
    """Return so many tokens of words that nobody knows."""
    return [random(16) for _ in range(count)]


@dataclass
class Gate:
    """Stands where the vault's rules stand: everybody has a vault with one key, open until the test says otherwise."""

    locked: bool = False
    vault: bool = True
    deprecated: set[str] = field(default_factory=set)
    epochs: list[int | None] = field(default_factory=list)

    def place(self, world: World) -> "Gate":
        """Take the place of the vault's rules in a world."""
        gate = world.services.vault_gate
        gate.check_open = self.check_open  # type: ignore[assignment,method-assign]
        gate.check_policy = self.check_policy  # type: ignore[assignment,method-assign]
        gate.check_key = self.check_key  # type: ignore[assignment,method-assign]
        return self

    def check_open(self, _work: Work, _caller: Caller, epoch: int | None) -> None:
        """Note the epoch, and refuse while locked."""
        self.epochs.append(epoch)
        if self.locked:
            raise VaultLocked(2, "manual")

    def check_policy(self, _work: Work, _person: PersonRow, policy_id: str) -> None:
        """Refuse what the test calls deprecated."""
        if policy_id in self.deprecated:
            raise PolicyDeprecated(policy_id, "2.0.0")

    def check_key(self, _work: Work, _person: PersonRow, _kid: str, _field: str = "kid") -> None:
        """Refuse somebody without a vault."""
        if not self.vault:
            raise NoVault


class Sender(Protocol):
    """Whoever writes: a person, or a device of theirs that names the vault's epoch."""

    def send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Response:
        """Write, as a page of ours does."""
        ...


def noted(person: Sender, kind: str = "ideas", **fields: Any) -> dict[str, Any]:
    """Write something down that the server can read."""
    return posted(person, kind, {"title": "Hook", "body": "four bars", **fields})


def hidden(person: Sender, kind: str = "ideas", **fields: Any) -> dict[str, Any]:
    """Write something down that the server cannot read."""
    return posted(person, kind, {"envelope": {**sealed(kind), **fields}})


def posted(person: Sender, kind: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = person.send("POST", f"/api/{kind}", body)
    assert answer.status_code == 201, answer.text
    item: dict[str, Any] = answer.json()
    return item


def changed(person: Sender, item: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Change an item, from the revision that is given."""
    if item["mode"] == "private":
        envelope = {**sealed(item["t"], item["id"], item["rev"] + 1), "kid": item["kid"]}
        fields = {"envelope": envelope, **fields}
    answer = person.send("PATCH", f"/api/{item['t']}/{item['id']}", {"base_rev": item["rev"], **fields})
    assert answer.status_code == 200, answer.text
    now: dict[str, Any] = answer.json()
    return now


def deleted(person: Sender, item: dict[str, Any]) -> None:
    """Delete an item, from the revision that is given."""
    answer = person.send("DELETE", f"/api/{item['t']}/{item['id']}?base_rev={item['rev']}")
    assert answer.status_code == 204, answer.text


def refusal(answer: Response) -> tuple[int, str]:
    """Return the status and the slug of a refusal."""
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


def wrong_fields(answer: Response) -> set[str]:
    """Return the fields that a refusal names."""
    assert refusal(answer) == (422, "validation"), answer.text
    return {error["field"] for error in answer.json()["errors"]}
