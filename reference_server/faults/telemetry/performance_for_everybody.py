"""One endpoint does not ask whether it is an administrator."""

from collections.abc import Callable
from contextvars import ContextVar

from starlette.types import ASGIApp, Receive, Scope, Send

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.performance_for_everybody",
    area="telemetry",
    title="One endpoint does not ask whether it is an administrator",
    symptom="Everybody can read how the server is doing, route by route.",
    severity=Severity.CRITICAL,
    provenance="CWE-862",
    kills=["FE-TELE-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let anybody ask about performance."""
    path: ContextVar[str] = ContextVar("path")

    def remembering(app: ASGIApp) -> ASGIApp:
        async def remember(scope: Scope, receive: Receive, send: Send) -> None:
            path.set(scope.get("path", ""))
            await app(scope, receive, send)

        return remember

    seams.middleware.append(remembering)

    @wrap(seams.services.accounts, "check_admin")
    def check_admin(original: Callable[[str], None], person_id: str) -> None:
        if path.get().endswith("/telemetry/performance"):
            hit()
        else:
            original(person_id)
