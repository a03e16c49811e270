"""Watchers as tests of the pages need them: keys and answers worked out here, by another implementation."""

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.web.product import Product

GRANT = "urn:ietf:params:oauth:grant-type:device_code"


def spelt(value: bytes) -> str:
    """Return bytes as they cross the wire."""
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def plain(text: str) -> bytes:
    """Return the bytes of base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def said(*facts: object) -> bytes:
    """Return facts as they are authenticated."""
    return json.dumps(facts, separators=(",", ":"), ensure_ascii=False).encode()


def derived(secret: bytes, info: str) -> bytes:
    """Return what HKDF makes of a secret."""
    return HKDF(SHA256(), 32, b"", info.encode()).derive(secret)


def check_code(device_id: str, public_key: str) -> str:
    """Return what a watcher of that key shows."""
    digest = hashlib.sha256(said("passion-os/check/1", device_id, public_key)).digest()
    letters = base64.b32encode(digest[:10]).decode()
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def public_text(key: ec.EllipticCurvePrivateKey) -> str:
    """Return the public half of a key, as it crosses the wire."""
    return spelt(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def opened(key: ec.EllipticCurvePrivateKey, handed: dict[str, str], user_id: str, device_id: str, kid: str) -> bytes:
    """Return the key of the vault that was handed over; raises where anything was sealed otherwise."""
    sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), plain(handed["epk"]))
    around = derived(key.exchange(ec.ECDH(), sender), f"passion-os/1/pair/{device_id}")
    facts = said("passion-os/pair/1", user_id, device_id, kid, public_text(key), handed["epk"])
    return AESGCM(around).decrypt(plain(handed["iv"]), plain(handed["ct"]), facts)


@dataclass(frozen=True)
class WaitingWatcher:
    """A watcher that has asked to be let in."""

    client: httpx.Client
    key: ec.EllipticCurvePrivateKey
    codes: dict[str, Any]

    @classmethod
    def asking(cls, product: Product, name: str = "Studio", **more: str) -> "WaitingWatcher":
        """Return one that has just asked."""
        key = ec.generate_private_key(ec.SECP256R1())
        facts = {"client_id": "daw-watcher", "platform": "Linux", "version": "0.1.0", "name": name}
        answer = product.client.post("/api/auth/device", data={**facts, "public_key": public_text(key), **more})
        return cls(product.client, key, answer.raise_for_status().json())

    @property
    def code(self) -> str:
        """The code that it shows."""
        return str(self.codes["user_code"])

    @property
    def device_id(self) -> str:
        """The id that it has as a device."""
        return str(self.codes["device_id"])

    @property
    def check_code(self) -> str:
        """The check code that it shows."""
        return check_code(self.device_id, public_text(self.key))

    def asks(self) -> dict[str, Any]:
        """Ask whether it was let in, and return the answer, whichever it is."""
        body = {"grant_type": GRANT, "device_code": self.codes["device_code"], "client_id": "daw-watcher"}
        answer: dict[str, Any] = self.client.post("/api/auth/device/token", data=body).json()
        return answer

    def comes_in(self) -> None:
        """Use the credential that it got."""
        bearer = {"Authorization": f"Bearer {self.asks()['access_token']}"}
        self.client.get("/api/daw/state", headers=bearer).raise_for_status()
