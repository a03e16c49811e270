"""What is done around every request: trace and log, headers, host, size."""

import re
import secrets
import time
from collections.abc import Iterable

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reference_server import logs
from reference_server.errors import LARGEST_BODY, BodyTooLarge, problem, too_large
from reference_server.services.telemetry.meaning import Request
from reference_server.services.telemetry.telemetry import Telemetry

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SECURITY_HEADERS = {
    "content-security-policy": "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}

_TRACEPARENT = re.compile(r"[0-9a-f]{2}-(?P<trace>(?!0{32})[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


def trace_id_of(traceparent: str) -> str:
    """Return the trace that the client names (W3C Trace Context), else a new one."""
    match = _TRACEPARENT.fullmatch(traceparent)
    return match["trace"] if match else secrets.token_hex(16)


class Tracing:
    """Gives each request a trace id, logs it as one line, counts it, and turns a crash into a problem."""

    def __init__(self, app: ASGIApp, telemetry: Telemetry) -> None:
        self.app = app
        self.telemetry = telemetry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0
        trace_id = trace_id_of(Headers(scope=scope).get("traceparent", ""))
        state = scope.setdefault("state", {})
        state["trace_id"] = trace_id

        async def traced(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-trace-id"] = trace_id
            await send(message)

        with structlog.contextvars.bound_contextvars(trace_id=trace_id):
            try:
                await self.app(scope, receive, traced)
            except Exception as error:
                logs.failure("crash", error)
                if status:
                    raise
                detail = "Something went wrong here. Try again; if it stays, report the trace id."
                await problem(scope, 500, "internal-error", "Internal error", detail)(scope, receive, traced)
            finally:
                seconds, route = time.perf_counter() - started, getattr(scope.get("route"), "path", None)
                user, problem_type = state.get("user"), state.get("problem")
                logs.event(
                    "request",
                    method=scope["method"],
                    route=route,
                    status=status,
                    duration_ms=round(seconds * 1000, 2),
                    user=user,
                )
                self.telemetry.request(Request(scope["method"], route, status, seconds, user, problem_type))


class SecureHeaders:
    """Adds the headers that every answer carries; what a route set itself stays."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self.app(scope, receive, secured)


class UnderPrefix:
    """Tells the routes under which path people see the application, whether a proxy cuts it off on the way or not."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self.app = app
        self.prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        scope["root_path"] = self.prefix
        await self.app(scope, receive, send)


class KnownHost:
    """Refuses requests to a host that is not ours: a foreign name that points here (DNS rebinding)."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = LOOPBACK | set(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "http" and not self.knows(Headers(scope=scope).get("host", "")):
            answer = problem(scope, 421, "unknown-host", "Unknown host", "This server does not answer for that host.")
            await answer(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def knows(self, host: str) -> bool:
        """Say whether a Host header names us, whatever the port."""
        name = re.sub(r":\d*$", "", host).strip("[]").lower()
        return name in self.hosts


class BodyLimit:
    """Refuses bodies above 1 MiB, announced or not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        received = 0

        async def limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > LARGEST_BODY:
                raise BodyTooLarge
            return message

        announced = Headers(scope=scope).get("content-length", "") if scope["type"] == "http" else ""
        if announced.isdecimal() and int(announced) > LARGEST_BODY:
            await too_large(scope)(scope, receive, send)
            return
        await self.app(scope, limited, send)
