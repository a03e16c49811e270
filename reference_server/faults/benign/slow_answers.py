"""Every answer takes 150 ms longer."""

import asyncio
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.seams import Seams

FAULT = Fault(
    id="benign.slow_answers",
    area="benign",
    title="Every answer takes 150 ms longer",
    symptom="A server on another continent.",
    severity=Severity.MINOR,
    provenance="own",
    benign=True,
)
DELAY_S = 0.15


def apply(seams: Seams, hit: Hit) -> None:
    """Wait before each request."""
    seams.middleware.append(lambda app: _Slow(app, hit))


@dataclass(slots=True)
class _Slow:
    app: ASGIApp
    hit: Hit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.hit()
        await asyncio.sleep(DELAY_S)
        await self.app(scope, receive, send)
