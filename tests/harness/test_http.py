"""The HTTP client that sessions share meets servers that close what is idle."""

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from fixtures.api.http import new_http

UVICORN_KEEPS_S = 5


class _Counting(ThreadingHTTPServer):
    daemon_threads = True
    connections = 0

    def verify_request(self, *_: object) -> bool:
        self.connections += 1
        return True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def server() -> Iterator[_Counting]:
    with _Counting(("127.0.0.1", 0), _Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("idle_s", "connections"), [(1, 1), (UVICORN_KEEPS_S - 1, 2)])
def test_a_connection_that_a_server_may_be_closing_is_not_used_again(
    server: _Counting, monkeypatch: pytest.MonkeyPatch, idle_s: float, connections: int
) -> None:
    now = time.monotonic
    with new_http() as http:
        http.get(f"http://127.0.0.1:{server.server_port}/")
        monkeypatch.setattr(time, "monotonic", lambda: now() + idle_s)
        http.get(f"http://127.0.0.1:{server.server_port}/")

    assert server.connections == connections
