"""Requests are counted by their path."""

from collections.abc import Callable
from dataclasses import replace

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.paths import path_asked
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.telemetry.meaning import Request

FAULT = Fault(
    id="telemetry.path_for_route",
    area="telemetry",
    title="Requests are counted by their path",
    symptom="Ids of everybody's things become labels, more of them each day.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["FE-TELE-07"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take the path where the route's pattern should be."""
    path = path_asked(seams)

    @wrap(seams.services.telemetry, "request")
    def count(original: Callable[[Request], None], request: Request) -> None:
        hit()
        original(replace(request, route=path()))
