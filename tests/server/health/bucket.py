"""An object store in a few lines whose troubles can be chosen; what it refuses and loses it says by HTTP alone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

from pydantic import SecretStr

from reference_server.settings import ObjectStore

Trouble = Literal["refuses", "full", "hangs", "forgets", "keeps"]
STATUS = {"refuses": 403, "full": 507}


class Bucket(ThreadingHTTPServer):
    """Objects in memory. While `trouble` is set it refuses, is full, hangs, gives back nothing, or never deletes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[str, bytes] = {}
        self.trouble: Trouble | None = None
        self.mended = threading.Event()
        self.puts = 0

    def handle_error(self, *_: object) -> None:
        """Say nothing: who asked did not wait for the answer."""

    @property
    def settings(self) -> ObjectStore:
        """What the server is told of this store."""
        url = f"http://127.0.0.1:{self.server_port}"
        return ObjectStore(url=url, access_key=SecretStr("access-key"), secret_key=SecretStr("secret-key"))


class _Handler(BaseHTTPRequestHandler):
    server: Bucket

    def do_PUT(self) -> None:
        self.server.puts += 1
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self._hindered():
            return
        if self.server.trouble != "forgets":
            self.server.objects[self._key()] = content
        self._answer(200)

    def do_GET(self) -> None:
        if self._hindered():
            return
        content = self.server.objects.get(self._key())
        self._answer(404 if content is None else 200, content or b"")

    def do_POST(self) -> None:
        """Delete what is listed; only the health check's own object ever is."""
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.trouble == "keeps":
            self._answer(403)
            return
        self.server.objects.clear()
        self._answer(200, b"<DeleteResult/>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""

    def _key(self) -> str:
        return self.path.partition("?")[0]

    def _hindered(self) -> bool:
        trouble = self.server.trouble
        if trouble == "hangs":
            self.server.mended.wait(20)
        if status := STATUS.get(trouble or ""):
            self._answer(status)
        return trouble in STATUS

    def _answer(self, status: int, content: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def bucket() -> Iterator[Bucket]:
    """Serve an empty one."""
    with Bucket() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.mended.set()
        server.shutdown()
