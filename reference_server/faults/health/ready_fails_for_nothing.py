"""A server that is ready says that it is not."""

from collections.abc import Callable

from reference_server.contract.health import Health
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.health.health import Part

FAULT = Fault(
    id="health.ready_fails_for_nothing",
    area="health",
    title="A server that is ready says that it is not",
    symptom="A server that is well gets no requests.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["doctor/health/agreement", "doctor/health/ready"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Be never ready."""

    @wrap(seams.services.health, "judge")
    def judge(original: Callable[..., Health], *parts: Part) -> Health:
        truth = original(*parts)
        if parts != ("database", "migrations"):
            return truth
        hit()
        return Health(status="failing", reason="not now", checks=truth.checks)
