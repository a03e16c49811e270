"""A watcher on the bench that speaks HTTP with the product in memory, so that its own client is at work."""

import json
from collections import deque
from collections.abc import Callable
from typing import Any

import httpx

from reference_server.watcher.product.server import Server
from reference_server.watcher.product.store import Store
from tests.watcher.bench import Bench
from tests.watcher.made import TOKEN, WATCHER

ROUNDS = 16
Trouble = Callable[[httpx.Request], httpx.Response]


class WiredBench(Bench):
    """The next requests meet the troubles that are set for them, by the last part of their path."""

    troubles: dict[str, deque[Trouble]]

    def connect(self) -> tuple[Server, Store]:
        """Return the watcher's own clients, on a wire that ends in this process."""
        self.troubles = {name: deque() for name in ("state", "batch", "store", "complete", "rename", "file")}
        server, store = Server(WATCHER.server, TOKEN), Store()
        for client in (server, store):
            client.close()
            client._http = httpx.Client(transport=httpx.MockTransport(self.answer))
        return server, store

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer as the product or the store would, or as a trouble says."""
        path, method = request.url.path, request.method
        if path.endswith("/api/daw/files"):
            return httpx.Response(200, json={"files": [], "before": None})
        name = "store" if method == "PUT" else "file" if method == "DELETE" else path.rpartition("/")[2]
        if self.troubles[name]:
            return self.troubles[name].popleft()(request)
        content = None if method == "PUT" else json.loads(request.content or b"null")
        return httpx.Response(200, json=getattr(self, f"_{name}")(request, content))

    def _state(self, *_: Any) -> dict[str, Any]:
        return {"vault": self.product.vault}

    def _batch(self, _: httpx.Request, content: Any) -> dict[str, Any]:
        return {"results": [self.product.announced(draft) for draft in content["uploads"]]}

    def _complete(self, _: httpx.Request, content: Any) -> dict[str, Any]:
        return {"results": [self.product.completed(upload_id) for upload_id in content["upload_ids"]]}

    def _store(self, request: httpx.Request, _: Any) -> dict[str, Any]:
        upload_id = request.url.path.rpartition("/")[2]
        upload = next(each for each in self.product.uploads.values() if each.id == upload_id)
        upload.there[1] = request.read()
        return {}

    def _file(self, request: httpx.Request, _: Any) -> dict[str, Any]:
        self.product.files[request.url.path.rpartition("/")[2]].deleted = True
        return {}

    def _rename(self, request: httpx.Request, content: Any) -> dict[str, Any]:
        self.product.files[request.url.path.split("/")[-2]].meta = content["meta"]
        return {}

    def tried(self) -> None:
        """Let everything be done that can be done, as the engine's threads do: errors are told, and it goes on."""
        for _ in range(ROUNDS):
            self.settle()
            with self.engine.guarded("sender-1"):
                self.engine.work()
            with self.engine.guarded("asking"):
                self.engine.ask()
            self.clock.pass_by(20)
