"""Which path is being asked for: what a defect deep inside the server may depend on, and rules must not know."""

from collections.abc import Callable
from contextvars import ContextVar

from starlette.types import ASGIApp, Receive, Scope, Send

from reference_server.seams import Seams


def path_asked(seams: Seams) -> Callable[[], str]:
    """Return a function that tells the path of the request at hand."""
    path: ContextVar[str] = ContextVar("path")

    def remembering(app: ASGIApp) -> ASGIApp:
        async def remember(scope: Scope, receive: Receive, send: Send) -> None:
            path.set(scope.get("path", ""))
            await app(scope, receive, send)

        return remember

    seams.middleware.append(remembering)
    return path.get
