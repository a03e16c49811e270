"""One endpoint takes more than half a second."""

from collections.abc import Callable
from threading import Event

from reference_server.contract.telemetry import Telemetry
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.slow_endpoint",
    area="telemetry",
    title="One endpoint takes more than half a second",
    symptom="The dashboard's performance section comes late each time.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["FE-TELE-03"],
)


SECONDS = 0.6


def apply(seams: Seams, hit: Hit) -> None:
    """Answer late about performance."""

    @wrap(seams.services.dashboard, "part")
    def part(original: Callable[[str, str], Telemetry], endpoint: str, name: str) -> Telemetry:
        if endpoint == "performance":
            hit()
            Event().wait(SECONDS)
        return original(endpoint, name)
