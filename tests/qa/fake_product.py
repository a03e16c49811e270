"""A product in a few lines: it answers what a test wants, and nothing else."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

BUILD = {"product": "passion-os", "version": "1.0", "commit": "c0ffee", "digest": "d1"}
WELL: Mapping[str, Any] = {"status": "ok", "reason": None, "checks": []}
PARTS = ("live", "ready", "database", "migrations", "storage", "identity", "sync")


@dataclass(frozen=True)
class Answer:
    """One answer; `date` stands for the time that the product has."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def failing(reason: str, *parts: str) -> Answer:
    """Return what health says where parts fail."""
    checks = [{"name": part, "status": "failing", "reason": reason} for part in parts]
    return Answer({"status": "failing", "reason": reason, "checks": checks}, 503)


class FakeProduct(ThreadingHTTPServer):
    """Well by itself; `answers` by path replace what it says, `asked` are the requests that came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.asked: list[tuple[str, dict[str, str]]] = []
        paths = ["/api/health", *(f"/api/health/{part}" for part in PARTS)]
        self.answers: dict[str, Answer] = {path: Answer(WELL) for path in paths} | {"/api/build": Answer(BUILD)}


class _Handler(BaseHTTPRequestHandler):
    server: FakeProduct

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append((path, {name.lower(): value for name, value in self.headers.items()}))
        answer = self.server.answers.get(path, Answer({"type": "/problems/not-found"}, 404))
        content = json.dumps(answer.body).encode()
        self.send_response_only(answer.status)
        for name, value in {"Date": self.date_time_string(), **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET  # noqa: N815
    do_PUT = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Stay silent."""


@contextmanager
def fake_product() -> Iterator[FakeProduct]:
    """Serve one."""
    with FakeProduct() as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()
