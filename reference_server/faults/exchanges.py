"""Changing answers on their way out: the buffered response that middleware faults work on."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reference_server.seams import Seams


@dataclass(slots=True)
class Exchange:
    """One request and the whole answer to it; what `change` sets is what goes out."""

    method: str
    path: str
    request_headers: Headers
    status: int
    headers: MutableHeaders
    body: bytes

    @property
    def is_json(self) -> bool:
        """True for a JSON answer, problem details included."""
        return "json" in self.headers.get("content-type", "")

    def json(self) -> Any:
        """Return the decoded body."""
        return json.loads(self.body)

    def set_json(self, value: object) -> None:
        """Replace the body, keeping the order of keys as given."""
        self.body = json.dumps(value).encode()


Change = Callable[[Exchange], None]


def change_answers(seams: Seams, change: Change) -> None:
    """Let `change` see and alter every HTTP answer before it goes out."""
    seams.middleware.append(lambda app: _Changing(app, change))


@dataclass(slots=True)
class _Changing:
    app: ASGIApp
    change: Change

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, _Buffer(scope, send, self.change))


@dataclass(slots=True)
class _Buffer:
    scope: Scope
    send: Callable[[Message], Awaitable[None]]
    change: Change
    start: Message = field(default_factory=dict)
    body: bytes = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = dict(message)
            return
        self.body += message.get("body", b"")
        if message.get("more_body", False):
            return
        exchange = Exchange(
            method=self.scope["method"],
            path=self.scope["path"],
            request_headers=Headers(scope=self.scope),
            status=self.start["status"],
            headers=MutableHeaders(raw=list(self.start.get("headers", []))),
            body=self.body,
        )
        self.change(exchange)
        if "content-length" in exchange.headers:
            exchange.headers["content-length"] = str(len(exchange.body))
        await self.send({**self.start, "status": exchange.status, "headers": exchange.headers.raw})
        await self.send({"type": "http.response.body", "body": exchange.body})
