"""Recovery codes for tests: made-up codes with real verifiers."""

from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes, token_hex
from typing import Any

from httpx import Response

from tests.server.vault.vaults import Device, binary, new_passphrase, spelt, wrapped


@dataclass
class Code:
    """What a person wrote down, and what follows from it."""

    code_id: str = field(default_factory=lambda: binary(12))
    verifier: bytes = field(default_factory=lambda: token_bytes(32))
    iv: str = field(default_factory=lambda: binary(12))
    ct: str = field(default_factory=lambda: binary(48))

    @property
    def draft(self) -> dict[str, Any]:
        """What the server is given of it."""
        return {
            "code_id": self.code_id,
            "iv": self.iv,
            "ct": self.ct,
            "verifier_hash": spelt(sha256(self.verifier).digest()),
        }


@dataclass
class Codes:
    """A set of ten codes for a vault's key."""

    kid: str
    set_id: str = field(default_factory=lambda: f"s_{token_hex(8)}")
    codes: list[Code] = field(default_factory=lambda: [Code() for _ in range(10)])

    @property
    def draft(self) -> dict[str, Any]:
        """The set as it is sent."""
        return {
            "set_id": self.set_id,
            "codes": [code.draft for code in self.codes],
            "rk_wrap": wrapped(self.kid, "rk", self.set_id),
            "uvk_wrap": wrapped(self.set_id, "uvk", self.kid),
        }


def code_set(device: Device) -> Codes:
    """Give the vault a set of codes."""
    codes = Codes(device.vault["kid"])
    answer = device.send("POST", "/api/vault/recovery", codes.draft)
    assert answer.status_code == 201, answer.text
    return codes


def redeem(device: Device, code: Code, **more: Any) -> Response:
    """Exchange a code for a ticket."""
    command = {"code_id": code.code_id, "verifier": spelt(code.verifier), **more}
    return device.send("POST", "/api/vault/recovery/redeem", command)


def reset(device: Device, ticket: str, phrase: str = "new", *, other: dict[str, Any] | None = None) -> Response:
    """Set a new passphrase by a ticket."""
    new = new_passphrase(device.vault["kid"], phrase)
    return device.send("POST", "/api/vault/reset", {"ticket": ticket, **new, **(other or {})})
