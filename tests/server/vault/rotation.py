"""Rotation for tests, as a client goes through it."""

from dataclasses import dataclass, field
from typing import Any

from httpx import Response

from tests.server.items.written import sealed
from tests.server.vault.vaults import Device, key_id, new_passphrase, sent_proof, wrapped

KINDS = ("ideas", "infobase", "journal")


@dataclass
class Turn:
    """A rotation as a client goes through it."""

    device: Device
    items: list[dict[str, Any]]
    kid: str = field(default_factory=key_id)
    old: str = ""
    id: str = ""

    def prepare(self, **other: Any) -> Response:
        """Begin, from the state that the client knows."""
        self.old = self.device.vault["kid"]
        seq = max((item["seq"] for item in self.items), default=0)
        draft = {"if_epoch": self.device.epoch, "if_seq": seq, "count": len(self.items), "kid": self.kid}
        answer = self.device.send("POST", "/api/vault/rotate/prepare", {**draft, "pol": "1.0.0", **other})
        self.id = answer.json().get("rotation_id", "")
        return answer

    def rewrap(self, item: dict[str, Any], **other: Any) -> dict[str, Any]:
        """Return the item sealed for the new key."""
        return {**sealed(item["t"], item["id"], item["rev"]), "kid": self.kid, **other}

    def send(self, *envelopes: dict[str, Any]) -> Response:
        """Send items sealed anew."""
        body = {"rotation_id": self.id, "envelopes": list(envelopes)}
        return self.device.send("POST", "/api/vault/rotate/rewraps", body)

    def commit(self, **other: Any) -> Response:
        """Let the new key count."""
        body = {
            "rotation_id": self.id,
            **new_passphrase(self.kid, "correct"),
            "uvk_wrap": wrapped(self.old, "uvk", self.kid),
            "rk_wrap": None,
            "rk_uvk_wrap": None,
            "proof": sent_proof("correct"),
            **other,
        }
        return self.device.send("POST", "/api/vault/rotate/commit", body)


def write(device: Device, kind: str = "ideas") -> dict[str, Any]:
    """Write something private down, under the key that counts."""
    answer = device.send("POST", f"/api/{kind}", {"envelope": {**sealed(kind), "kid": device.vault["kid"]}})
    assert answer.status_code == 201, answer.text
    item: dict[str, Any] = answer.json()
    return item


def read(device: Device, item: dict[str, Any]) -> dict[str, Any]:
    """Return the item as it is now."""
    found: dict[str, Any] = device.person.get(f"/api/{item['t']}/{item['id']}").json()
    return found


def whole(alice: Device, items: list[dict[str, Any]]) -> tuple[Any, ...]:
    """Return all that a rotation would change."""
    return alice.vault, [read(alice, item) for item in items]
