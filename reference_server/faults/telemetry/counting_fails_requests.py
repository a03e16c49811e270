"""What fails in telemetry fails the request that it counts."""

from collections.abc import Callable
from typing import Any

from reference_server.contract.base import Request
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.items.writing import Writer

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
    """Count a change before it is made, where nothing can be counted."""

    @wrap(seams.services.operations, "direct")
    def direct(
        _original: Callable[..., Any],
        writer: Writer,  # noqa: ARG001
        name: str,  # noqa: ARG001
        key: str,  # noqa: ARG001
        told: Request,  # noqa: ARG001
        op_id: str | None = None,  # noqa: ARG001
    ) -> Any:
        hit()
        raise OSError("no space left for telemetry")
