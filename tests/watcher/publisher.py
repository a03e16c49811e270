"""A publisher of updates: manifests signed by a key of the test's own, and what they name, on loopback."""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import bsdiff4
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Settings, Updates, save
from reference_server.watcher.program.updates import PAYLOAD_TYPE, platform_name
from tests.watcher.loopback import Asked, Site, site


def program(version: str) -> bytes:
    """Return the program of a version: much is the same in all of them."""
    return b"".join(hashlib.sha256(b"%d" % n).digest() for n in range(200)) + f"this is version {version}".encode()


def envelope(payload: bytes, keys: Sequence[Ed25519PrivateKey], kind: str = PAYLOAD_TYPE) -> dict[str, Any]:
    """Return a DSSE envelope, as its specification says."""
    signed = b" ".join([b"DSSEv1", b"%d" % len(kind), kind.encode(), b"%d" % len(payload), payload])
    return {
        "payload": base64.b64encode(payload).decode(),
        "payloadType": kind,
        "signatures": [{"keyid": "", "sig": base64.b64encode(key.sign(signed)).decode()} for key in keys],
    }


class Publisher:
    """Offers one version; each part of it can be changed before it is asked for."""

    def __init__(self, version: str = "0.2.0") -> None:
        self.key = Ed25519PrivateKey.generate()
        self.version = version
        self.files: dict[str, bytes] = {}
        self.artifacts: list[dict[str, Any]] = []
        self.status = 200
        self.site: Site
        self.offer_whole()

    @property
    def public_key(self) -> str:
        """The key as it is set."""
        return base64.b64encode(self.key.public_key().public_bytes_raw()).decode()

    def offer_whole(self, platform: str | None = None) -> dict[str, Any]:
        """Offer the whole program."""
        return self.offer("whole", program(self.version), platform=platform or platform_name())

    def offer_delta(self, base: str, content: bytes | None = None) -> dict[str, Any]:
        """Offer what changed since a version."""
        delta = bsdiff4.diff(program(base), program(self.version)) if content is None else content
        return self.offer("delta", delta, base=base)

    def offer(self, kind: str, content: bytes, **more: Any) -> dict[str, Any]:
        """Offer an artifact, and return what the manifest says of it."""
        name = f"files/{kind}-{len(self.files)}"
        self.files[f"/updates/{name}"] = content
        about = {
            "platform": platform_name(),
            "kind": kind,
            "url": name,
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "makes": hashlib.sha256(program(self.version)).hexdigest(),
            **more,
        }
        self.artifacts.append(about)
        return about

    def manifest(self) -> dict[str, Any]:
        """Return what is signed."""
        return {"version": self.version, "artifacts": self.artifacts}

    def publish(self) -> None:
        """Sign what is offered, and put it there."""
        self.put(envelope(json.dumps(self.manifest()).encode(), [self.key]))

    def put(self, document: Any) -> None:
        """Put something in the manifest's place."""
        self.files["/updates/latest.json"] = document if isinstance(document, bytes) else json.dumps(document).encode()

    def answer(self, asked: Asked) -> tuple[int, bytes]:
        """Serve what is there."""
        content = self.files.get(asked.path)
        return (404, b"") if content is None else (self.status, content)

    def asked(self) -> list[str]:
        """Return what was fetched, besides the manifest."""
        return [each.path for each in self.site.asked if not each.path.endswith("latest.json")]

    def follow(self, home: Home, public_key: str | None = None) -> None:
        """Let a watcher look for updates here."""
        updates = Updates(url=f"{self.site.url}/updates/latest.json", public_key=public_key or self.public_key)
        save(home.settings, Settings(updates=updates))


@contextmanager
def publishing() -> Iterator[Publisher]:
    """Be there for the length of the block."""
    publisher = Publisher()
    with site(publisher.answer) as publisher.site:
        yield publisher
