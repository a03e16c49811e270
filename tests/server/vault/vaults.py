"""Vaults for tests: keys are made up, as the server never looks inside; proofs and their hashes are real."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_bytes, token_hex
from typing import Any

from httpx import Response

from tests.server.world import URL, Person, World

POLICY = "1.0.0"


def spelt(value: bytes) -> str:
    """Return bytes as they cross the wire."""
    return urlsafe_b64encode(value).decode().rstrip("=")


def binary(size: int) -> str:
    """Return so many random bytes."""
    return spelt(token_bytes(size))


def key_id() -> str:
    """Return a fresh id for a key."""
    return f"k_{token_hex(8)}"


def proof_of(passphrase: str) -> bytes:
    """Return what stands for the passphrase's proof."""
    return sha256(passphrase.encode()).digest()


def sent_proof(passphrase: str) -> str:
    """Return the proof as it is sent."""
    return spelt(proof_of(passphrase))


def wrapped(kid: str, by: str, by_id: str, pol: str = POLICY) -> dict[str, Any]:
    """Return a wrap."""
    return {"kid": kid, "pol": pol, "by": by, "by_id": by_id, "iv": binary(12), "ct": binary(48)}


def new_passphrase(kid: str, passphrase: str, pol: str = POLICY, iterations: int = 600_000) -> dict[str, Any]:
    """Return what a passphrase leaves with the server."""
    salt = binary(16)
    hash_of_proof = spelt(sha256(proof_of(passphrase)).digest())
    wrap = wrapped(kid, "password", salt, pol)
    return {"salt": salt, "iterations": iterations, "wrap": wrap, "proof_hash": hash_of_proof}


def vault_draft(phrase: str = "correct", pol: str = POLICY, **more: Any) -> dict[str, Any]:
    """Return a vault to be made."""
    kid = key_id()
    return {"kid": kid, "pol": pol, **new_passphrase(kid, phrase, pol), **more}


def problem_of(answer: Response) -> tuple[int, str]:
    """Return status and slug of a refusal."""
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


@dataclass
class Device:
    """A session of someone who has a vault, and the epoch that it believes in; none: it names no epoch."""

    person: Person
    epoch: int | None = 1

    def send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Response:
        """Write, as a page of ours does."""
        headers = {"Origin": URL} if self.epoch is None else {"Origin": URL, "X-Vault-Epoch": str(self.epoch)}
        return self.person.client.request(method, path, json=body, headers=headers)

    @property
    def vault(self) -> dict[str, Any]:
        """The vault as this session sees it."""
        vault: dict[str, Any] = self.person.get("/api/vault").json()["vault"]
        return vault

    def create(self, phrase: str = "correct", **more: Any) -> dict[str, Any]:
        """Make a vault, open here."""
        answer = self.send("POST", "/api/vault", vault_draft(phrase, **more))
        assert answer.status_code == 201, answer.text
        vault: dict[str, Any] = answer.json()["vault"]
        return vault

    def unlock(self, phrase: str = "correct", **more: Any) -> Response:
        """Open the vault, and believe in the epoch that this tells."""
        answer = self.send("POST", "/api/vault/unlock", {"proof": sent_proof(phrase), **more})
        if answer.status_code == 200:
            self.epoch = answer.json()["epoch"]
        return answer

    def lock(self, reason: str = "manual", op_id: str | None = None) -> Response:
        """Lock the vault everywhere."""
        return self.send("POST", "/api/vault/lock", {"reason": reason, "op_id": op_id or token_hex(8)})

    def write(self) -> Response:
        """Do what needs an open vault."""
        return self.send("PATCH", "/api/vault", {})


def another(world: World, device: Device) -> Device:
    """Sign the same person in once more."""
    return Device(world.signed_in(device.person.id), device.epoch)
