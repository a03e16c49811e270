"""Watchers for tests of the server: contents are random, as the server never looks inside; the store is a real one."""

import hashlib
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any
from uuid import uuid4

import httpx

from tests.server.vault.vaults import Device, binary, spelt
from tests.server.world import Person, World

CLIENT = {"client_id": "daw-watcher", "platform": "Linux", "version": "0.1.0"}
GRANT = "urn:ietf:params:oauth:grant-type:device_code"
PART = 8 * 1024 * 1024


def public_key() -> str:
    """Return what has the form of a watcher's key."""
    return spelt(b"\x04" + token_bytes(64))


def handed_key() -> dict[str, str]:
    """Return what has the form of a key that is handed over."""
    return {"epk": public_key(), "iv": binary(12), "ct": binary(48)}


def meta(n: int = 0) -> dict[str, Any]:
    """Return what has the form of sealed metadata."""
    return {"n": n, "iv": binary(12), "ct": binary(256 + 16)}


def hashes(content: bytes) -> dict[str, str]:
    """Return the hashes of a content, as they are sent."""
    return {"md5": spelt(hashlib.md5(content, usedforsecurity=False).digest()), "sha256": spelt(sha256(content))}


def sha256(content: bytes) -> bytes:
    """Return the SHA-256 of a content."""
    return hashlib.sha256(content).digest()


def put(ticket: dict[str, Any], content: bytes, **headers: str) -> int:
    """Put a content where a ticket says, and return the store's status."""
    return httpx.put(ticket["url"], content=content, headers={**ticket["headers"], **headers}).status_code


def ask(world: World, **more: Any) -> httpx.Response:
    """Let a watcher ask to be let in."""
    given = {**CLIENT, "name": "Studio", "public_key": public_key(), **more}
    return world.visitor().post("/api/auth/device", data=given)


def collect(world: World, device_code: str) -> httpx.Response:
    """Let a watcher ask whether it was let in."""
    body = {"grant_type": GRANT, "device_code": device_code, "client_id": "daw-watcher"}
    return world.visitor().post("/api/auth/device/token", data=body)


@dataclass
class Watcher:
    """A paired watcher; `epoch` is the one that it believes in."""

    world: World
    owner: Device
    kid: str
    codes: dict[str, Any]
    token: str
    epoch: int | None = 1
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, world: World, person: Person | None = None, **vault: Any) -> "Watcher":
        """Return a watcher of somebody new, whose vault is open."""
        owner = Device(person or world.person())
        return cls.paired(world, owner, owner.create(**vault)["kid"])

    @classmethod
    def paired(cls, world: World, owner: Device, kid: str) -> "Watcher":
        """Return a further watcher of somebody who has a vault."""
        codes = ask(world).json()
        body = {"kid": kid, "key": handed_key()}
        answer = owner.send("POST", f"/api/daw/pairings/{codes['user_code']}/approve", body)
        assert answer.status_code == 201, answer.text
        return cls(world, owner, kid, codes, collect(world, codes["device_code"]).json()["access_token"])

    def send(self, method: str, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        """Ask the server, as a watcher does."""
        headers = {"Authorization": f"Bearer {self.token}"}
        if self.epoch is not None:
            headers["X-Vault-Epoch"] = str(self.epoch)
        answer: httpx.Response = self.world.visitor().request(method, path, json=body, headers=headers)
        return answer

    def draft(self, content: bytes, file_id: str | None = None, rev: int = 1, **more: Any) -> dict[str, Any]:
        """Return a version as it is announced."""
        said = hashes(content)
        parts = [content[at : at + PART] for at in range(0, len(content), PART)] if len(content) > 8 * PART else None
        return {
            "op_id": str(uuid4()),
            "file_id": file_id or str(uuid4()),
            "rev": rev,
            "ct_size": len(content),
            "ct_sha256": said["sha256"],
            "ct_md5": said["md5"],
            "kid": self.kid,
            "wrap": {"iv": binary(12), "ct": binary(48)},
            "meta": meta(),
            "filename": "song.als",
            "parts": parts and [{"size": len(part), **hashes(part)} for part in parts],
            **more,
        }

    def announce(self, draft: dict[str, Any]) -> dict[str, Any]:
        """Announce a version and return where it is to be put."""
        answer = self.send("POST", "/api/uploads", draft)
        assert answer.status_code == 201, answer.text
        ticket: dict[str, Any] = answer.json()
        return ticket

    def complete(self, ticket: dict[str, Any]) -> httpx.Response:
        """Say that an upload was sent."""
        return self.send("POST", f"/api/uploads/{ticket['upload_id']}/complete")

    def store(self, content: bytes, file_id: str | None = None, rev: int = 1, **more: Any) -> dict[str, Any]:
        """Store a version, and return what the server says of it."""
        ticket = self.announce(self.draft(content, file_id, rev, **more))
        assert put(ticket, content) == 200
        answer = self.complete(ticket)
        assert answer.status_code == 200, answer.text
        done: dict[str, Any] = answer.json()
        return done

    def file(self, file_id: str) -> dict[str, Any]:
        """Return a file with its versions, as its owner sees it."""
        answer = self.owner.person.get(f"/api/daw/files/{file_id}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def files(self) -> list[dict[str, Any]]:
        """Return the owner's files."""
        found: list[dict[str, Any]] = self.owner.person.get("/api/daw/files").json()["files"]
        return found

    def content(self, file_id: str, rev: int) -> bytes:
        """Return what the store has of a version."""
        download = self.owner.person.get(f"/api/daw/files/{file_id}/versions/{rev}").json()
        return httpx.get(download["url"]).raise_for_status().content
