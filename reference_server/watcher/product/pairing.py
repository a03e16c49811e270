"""The watcher's half of being paired: a key for this once, and what the browser hands over sealed for it."""

import json
from base64 import b32encode
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from reference_server.watcher.local.credentials import KEY, b64, unb64
from reference_server.watcher.local.errors import RefusedError

CHECKED_BYTES, GROUP = 10, 4


class PairingKey:
    """A P-256 key that lives as long as one sign-in."""

    def __init__(self) -> None:
        self._private = ec.generate_private_key(ec.SECP256R1())
        raw = self._private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public = b64(raw)

    def check_code(self, device_id: str) -> str:
        """Return what the person compares with the page, so that nobody in between puts a key of theirs in.

        Four groups of four letters: 80 bits of a hash of the key, too many to look for another key with the same.
        """
        digest = sha256(_compact(["passion-os/check/1", device_id, self.public])).digest()
        letters = b32encode(digest[:CHECKED_BYTES]).decode()
        return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))

    def opened(self, told: dict[str, Any]) -> bytes:
        """Return the key (WK) that was handed over with the credential. Raises RefusedError for one not for us."""
        refusal = "the key that was handed over is not for this watcher; sign in again"
        try:
            handed, device_id = told["key"], told["device_id"]
            bound = ["passion-os/pair/1", told["user_id"], device_id, told["kid"], self.public, handed["epk"]]
            theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(handed["epk"]))
            shared = self._private.exchange(ec.ECDH(), theirs)
            info = f"passion-os/1/pair/{device_id}".encode()
            key = HKDF(hashes.SHA256(), KEY, salt=None, info=info).derive(shared)
            opened = AESGCM(key).decrypt(unb64(handed["iv"]), unb64(handed["ct"]), _compact(bound))
        except (InvalidTag, ValueError, KeyError, TypeError):
            raise RefusedError(refusal) from None
        if len(opened) != KEY:
            raise RefusedError(refusal)
        return opened


def _compact(names: list[str]) -> bytes:
    return json.dumps(names, separators=(",", ":"), ensure_ascii=False).encode()
