"""The probe of a store finds nothing wrong with the embedded one, and everything with one that verifies nothing."""

import threading
from base64 import b64decode
from collections.abc import Iterator
from hashlib import md5, sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import uuid4

import pytest

from fixtures.watcher.by_hand import checked_as
from fixtures.watcher.conformance import Finding, Probe, lifetime
from reference_server.blobs import Content
from reference_server.s3 import S3Blobs
from reference_server.settings import ObjectStore
from reference_server.stack.object_store import store

CONTENT = b"a bar that nobody may change" * 50


class Lax(BaseHTTPRequestHandler):
    """A store that takes whatever comes."""

    def do_PUT(self) -> None:
        """Take it."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()

    do_DELETE = do_PUT  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def lax() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Lax)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def probe_of(given: ObjectStore) -> Probe:
    blobs = S3Blobs(given)

    def sign(content: bytes, seconds: int) -> tuple[str, dict[str, str]]:
        hashes = Content(len(content), md5(content, usedforsecurity=False).digest(), sha256(content).digest())
        signed = blobs.sign_put(f"u/{uuid4()}", hashes, seconds)
        return signed.url, signed.headers

    return Probe(sign)


def test_the_embedded_store_refuses_whatever_was_not_signed(tmp_path: Path) -> None:
    with store(tmp_path) as given:
        assert probe_of(ObjectStore.model_validate(given)).findings(CONTENT) == []


def test_a_store_that_verifies_nothing_is_found_out(lax: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Probe, "expired", lambda _self, _content: 200)
    given = ObjectStore.model_validate({"url": lax, "access_key": "key", "secret_key": "secret"})

    findings = probe_of(given).findings(CONTENT)

    assert {finding.status for finding in findings} == {200}
    assert {finding.tried for finding in findings} == {
        "an altered signature",
        "another key",
        "another method",
        "a longer body",
        "another body of that length",
        "another body with its own checksums",
        "no checksum",
        "after its time",
    }


def test_a_store_with_another_key_takes_nothing(tmp_path: Path) -> None:
    with store(tmp_path) as given:
        findings = probe_of(ObjectStore.model_validate({**given, "secret_key": "another"})).findings(CONTENT)

    assert findings == [Finding("what was signed", 403)]


def test_what_a_store_checks_by_is_as_the_standard_has_it() -> None:
    headers = checked_as(b"abc")

    assert b64decode(headers["Content-MD5"]).hex() == "900150983cd24fb0d6963f7d28e17f72"
    assert b64decode(headers["x-amz-checksum-sha256"]).hex()[:16] == "ba7816bf8f01cfea"
    assert headers["Content-Length"] == "3"


def test_the_lifetime_is_read_from_the_url() -> None:
    assert lifetime("http://store/x?X-Amz-Date=1&X-Amz-Expires=900&X-Amz-Signature=a") == 900
