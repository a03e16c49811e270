"""Updates: a signed manifest says what there is; what it names is fetched, checked, and put ready to be installed.

The manifest is a DSSE envelope (github.com/secure-systems-lab/dsse) signed by Ed25519. Whatever its signature does not
cover is not believed, and an older version than one that was seen before is refused.
"""

import json
import os
import platform
import re
from base64 import b64decode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urljoin

import httpx
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reference_server.watcher import PROGRAM, VERSION
from reference_server.watcher.local import settings
from reference_server.watcher.local.errors import RefusedError, UnreachableError, UsageError
from reference_server.watcher.local.home import Home, told, write_whole

PAYLOAD_TYPE = "application/vnd.passion-os.daw-watcher+json"
LARGEST = 512 * 1024 * 1024
LARGEST_MANIFEST = 1024 * 1024
SEEN = "newest-seen"

VERSION_FORM = re.compile(r"[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}")
Version = Annotated[str, Field(pattern=f"^{VERSION_FORM.pattern}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Artifact(BaseModel):
    """Something to be fetched: the whole program, or a delta (bsdiff) from a version; `makes` is the result's hash."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    platform: str
    kind: Literal["whole", "delta"]
    base: Version | None = None
    url: str
    size: Annotated[int, Field(ge=1, le=LARGEST)]
    sha256: Digest
    makes: Digest


class Manifest(BaseModel):
    """What there is of a version."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    version: Version
    artifacts: tuple[Artifact, ...]


def check(home: Home, present: str = VERSION) -> dict[str, Any]:
    """Look for a version above `present`, and put it ready; return `state`, `version`, and a `message` for the person.

    Raises:
        UsageError: no place or key is set.
        UnreachableError: nothing is got there.
        RefusedError: a signature, a hash or the order of versions is wrong; nothing is kept.

    """
    chosen = settings.load(home.settings).updates
    if chosen is None or not chosen.url or not chosen.public_key:
        raise UsageError(
            "no place for updates is set; set two: daw-watcher settings updates.url ADDRESS, and updates.public_key KEY"
        )
    manifest = verified(_fetched(chosen.url, LARGEST_MANIFEST), chosen.public_key)
    home.make()
    _check_order(home, manifest.version, present)
    if _number(manifest.version) <= _number(present):
        return _told("current", present, f"{PROGRAM} {present} is the newest version")
    ready = home.updates / f"{PROGRAM}-{manifest.version}"
    for artifact in _choices(manifest.artifacts, home, present):
        if not ready.exists() or sha256(ready.read_bytes()).hexdigest() != artifact.makes:
            _make(ready, artifact, _fetched(urljoin(chosen.url, artifact.url), artifact.size), home, present)
        how = "the whole program" if artifact.kind == "whole" else "what changed"
        message = f"{PROGRAM} {manifest.version} is ready to be installed: {ready} ({how} was fetched)"
        return {**_told("ready", manifest.version, message), "path": str(ready), "kind": artifact.kind}
    raise RefusedError(f"version {manifest.version} is not offered for {platform_name()}")


def verified(envelope: bytes, public_key: str) -> Manifest:
    """Return what a DSSE envelope says, if the key has signed it. Raises RefusedError, UsageError."""
    try:
        key = Ed25519PublicKey.from_public_bytes(b64decode(public_key, validate=True))
    except ValueError:
        raise UsageError("updates.public_key: must be an Ed25519 key, 32 bytes in base64") from None
    try:
        document = json.loads(envelope)
        payload, kind = b64decode(document["payload"], validate=True), document["payloadType"]
        signatures = [b64decode(each["sig"], validate=True) for each in document["signatures"]]
    except (ValueError, KeyError, TypeError):
        raise RefusedError("what lies there is no signed manifest (DSSE); nothing was updated") from None
    if kind != PAYLOAD_TYPE or not any(_is_signed(key, each, kind, payload) for each in signatures):
        raise RefusedError("the manifest is not signed by the key that is set; nothing was updated")
    try:
        return Manifest.model_validate_json(payload)
    except ValidationError as error:
        raise RefusedError(f"the manifest makes no sense ({error.error_count()} errors); nothing was updated") from None


def platform_name() -> str:
    """Return what artifacts call this system, such as linux-x86_64."""
    return f"{platform.system().lower()}-{platform.machine().lower()}"


def _is_signed(key: Ed25519PublicKey, signature: bytes, kind: str, payload: bytes) -> bool:
    said = b"DSSEv1 %d %b %d %b" % (len(kind), kind.encode(), len(payload), payload)
    try:
        key.verify(signature, said)
    except InvalidSignature:
        return False
    return True


def _check_order(home: Home, offered: str, present: str) -> None:
    """Refuse to go back behind what was offered before, or what runs: an old manifest may be sent by an attacker."""
    seen = home.updates / SEEN
    newest = seen.read_text(encoding="utf-8", errors="replace").strip() if seen.exists() else present
    if not VERSION_FORM.fullmatch(newest):
        raise UsageError(f"{seen}: is damaged; delete it, if nobody else can have changed it")
    if _number(offered) < max(_number(newest), _number(present)):
        raise RefusedError(f"version {offered} is offered, and {max(newest, present, key=_number)} was known; refused")
    write_whole(seen, offered + "\n")


def _choices(artifacts: Sequence[Artifact], home: Home, present: str) -> list[Artifact]:
    """Return what can be used here, the smallest first: a delta needs the program that it is made from."""
    mine = [each for each in artifacts if each.platform == platform_name()]
    base = (home.updates / f"{PROGRAM}-{present}").exists()
    usable = [each for each in mine if each.kind == "whole" or (base and each.base == present)]
    return sorted(usable, key=lambda each: each.size)


def _make(ready: Path, artifact: Artifact, content: bytes, home: Home, present: str) -> None:
    """Put the program there, from what was fetched, if all hashes are as they were signed."""
    if sha256(content).hexdigest() != artifact.sha256:
        raise RefusedError(f"{artifact.url} is not what the manifest says; nothing was updated")
    if artifact.kind == "delta":
        import bsdiff4

        base = (home.updates / f"{PROGRAM}-{present}").read_bytes()
        try:
            content = bsdiff4.patch(base, content)
        except (ValueError, OSError, MemoryError):
            raise RefusedError(f"{artifact.url} does not fit the present program; nothing was updated") from None
    if sha256(content).hexdigest() != artifact.makes:
        raise RefusedError("the result is not what the manifest says; nothing was updated")
    unfinished = ready.with_name(f".{ready.name}")
    with told(ready):
        try:
            unfinished.write_bytes(content)
            unfinished.chmod(0o700)
            os.replace(unfinished, ready)
        finally:
            unfinished.unlink(missing_ok=True)


def _fetched(url: str, most: int) -> bytes:
    try:
        with httpx.stream("GET", url, timeout=30) as answer:
            if not answer.is_success:
                raise UnreachableError(f"{url} answered {answer.status_code}")
            content = bytearray()
            for piece in answer.iter_bytes():
                content += piece
                if len(content) > most:
                    raise RefusedError(f"{url} is larger than it may be; nothing was updated")
            return bytes(content)
    except (httpx.RequestError, httpx.InvalidURL) as error:
        raise UnreachableError(f"{url} does not answer ({type(error).__name__})") from None


def _told(state: str, version: str, message: str) -> dict[str, Any]:
    return {"state": state, "version": version, "message": message}


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
