"""What fails in telemetry fails the request that it counts."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.counting_fails_requests",
    area="telemetry",
    title="What fails in telemetry fails the request that it counts",
    symptom="Nothing can be saved while telemetry is out of order.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["FE-TELE-10"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Raise what should only be logged."""

    @wrap(seams.services.telemetry, "replayed")
    def replayed(_original: Callable[[str, str, str], None], person_id: str, command: str, status: str) -> None:  # noqa: ARG001
        hit()
        raise OSError("no space left for telemetry")
