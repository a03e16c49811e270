"""No secret reaches the log or the status: not the credential, not a key, not an address with a signature."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from fixtures.oracle.encoding import b64u
from reference_server.watcher.engine import status
from reference_server.watcher.local.home import Home
from reference_server.watcher.local.settings import Folder, Settings
from tests.watcher.made import KEY, ORACLE, TOKEN, version_of
from tests.watcher.stubs import SIGNATURE, problem
from tests.watcher.wired import Trouble, WiredBench

HUSH = f"{TOKEN} https://store.example/?X-Amz-Signature={SIGNATURE}"


@pytest.fixture
def wired(home: Home, folder: Folder) -> Iterator[WiredBench]:
    """A watcher on the bench whose own HTTP client is at work."""
    bench = WiredBench(home, Settings(folders=(folder,)))
    yield bench
    bench.close()


def secrets(bench: WiredBench) -> list[str]:
    """Return all that nobody may see, in each spelling."""
    keys = [KEY, *(ORACLE.file_key(version_of(upload.draft)) for upload in bench.product.uploads.values())]
    return [TOKEN, SIGNATURE, "X-Amz-Signature"] + [
        spelt for key in keys for spelt in (b64u(key), key.hex(), repr(key), str(list(key)))
    ]


def leaks(bench: WiredBench) -> list[str]:
    """Return the secrets that log or status show."""
    told = json.dumps(status.of_engine(bench.engine, with_files=True))
    return [secret for secret in secrets(bench) if secret in bench.log or secret in told]


def test_a_round_without_trouble_shows_no_secret(wired: WiredBench, root: Path) -> None:
    (root / "song.als").write_bytes(b"four bars")
    (root / "renamed.als").write_bytes(b"five bars, now")
    (root / "removed.als").write_bytes(b"six bars, at last")
    wired.tried()
    (root / "renamed.als").rename(root / "new name.als")
    (root / "removed.als").unlink()

    wired.tried()

    assert wired.product.present() == {b"song.als": b"four bars", b"new name.als": b"five bars, now"}
    assert "(renamed)" in wired.log
    assert "removed" in wired.log
    assert leaks(wired) == []


def lost(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError(f"no way to {request.url} {HUSH}")


def garbled(request: httpx.Request) -> httpx.Response:
    raise httpx.RemoteProtocolError(f"illegal header at {request.url} {HUSH}")


def refused(request: httpx.Request) -> httpx.Response:
    return httpx.Response(403, text=f"<Error>SignatureDoesNotMatch {request.url} {HUSH}</Error>")


def in_trouble(request: httpx.Request) -> httpx.Response:
    return httpx.Response(503, text=f"upstream {request.url} {HUSH}")


def no_sense(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"results": HUSH, "vault": HUSH})


def no_json(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, text=HUSH)


def signed_out(request: httpx.Request) -> httpx.Response:
    return httpx.Response(401, json=problem("signed-out"), headers={"www-authenticate": f"Bearer {HUSH}"})


def elsewhere(request: httpx.Request) -> httpx.Response:
    return httpx.Response(302, headers={"location": f"https://{TOKEN}.example/?{SIGNATURE}"})


def bad_tickets(request: httpx.Request) -> httpx.Response:
    """Answer with addresses that make no sense."""
    drafts = json.loads(request.content)["uploads"]
    ticket: dict[str, Any] = {"upload_id": "1", "state": "pending", "headers": {}, "parts": None}
    urls = ["store.example?X-Amz-Signature={}", "http://store:port/?X-Amz-Signature={}", "ftp://{}"]
    answers = [{**ticket, "url": urls[n % 3].format(SIGNATURE)} for n, _ in enumerate(drafts)]
    return httpx.Response(200, json={"results": [{"ticket": answer, "problem": None} for answer in answers]})


def half_tickets(request: httpx.Request) -> httpx.Response:
    """Answer without what says where the parts go."""
    drafts = json.loads(request.content)["uploads"]
    ticket = {"upload_id": "1", "state": "pending", "url": f"https://store.example/?{SIGNATURE}"}
    return httpx.Response(200, json={"results": [{"ticket": ticket, "problem": None} for _ in drafts]})


NO: list[Trouble] = [lost, garbled, refused, in_trouble, signed_out, elsewhere]
ODD: list[Trouble] = [no_sense, no_json]
TROUBLES: dict[str, list[Trouble]] = {
    "state": [*NO, *ODD],
    "batch": [*NO, *ODD, bad_tickets, half_tickets],
    "store": NO,
    "complete": [*NO, *ODD],
    "rename": NO,
    "file": NO,
}
"""By where they happen: refusals, and answers that make no sense where one is read."""


@pytest.mark.parametrize("name", TROUBLES)
def test_no_trouble_shows_a_secret(wired: WiredBench, root: Path, name: str) -> None:
    for n in range(3):
        (root / f"{n}.wav").write_bytes(b"take %d" % n)
    if name in {"rename", "file"}:
        wired.tried()
        (root / "0.wav").rename(root / "renamed.wav")
        (root / "1.wav").unlink()
    wired.troubles[name].extend(TROUBLES[name])

    wired.tried()

    assert not wired.troubles[name]
    assert "failed" in wired.log or "error in" in wired.log or wired.parts.standing.last_error is not None
    assert leaks(wired) == []
    here = {path.name.encode(): path.read_bytes() for path in root.glob("*.wav")}
    assert wired.product.present() == here  # and it all arrived in the end
