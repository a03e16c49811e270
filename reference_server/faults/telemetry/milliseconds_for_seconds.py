"""Durations are told in milliseconds as if they were seconds."""

from collections.abc import Callable
from dataclasses import replace

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.telemetry.meaning import Request

FAULT = Fault(
    id="telemetry.milliseconds_for_seconds",
    area="telemetry",
    title="Durations are told in milliseconds as if they were seconds",
    symptom="Every route breaks its limit, and the alert is soon ignored.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-08"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Count a thousand times as long."""

    @wrap(seams.services.telemetry, "request")
    def count(original: Callable[[Request], None], request: Request) -> None:
        hit()
        original(replace(request, seconds=request.seconds * 1000))
