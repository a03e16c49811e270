"""The overall health fails though every part is well."""

from collections.abc import Callable
from typing import get_args

from reference_server.contract.health import Health
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.health.health import Part

FAULT = Fault(
    id="health.overall_fails_for_nothing",
    area="health",
    title="The overall health fails though every part is well",
    symptom="People are woken up for nothing, and stop looking.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["doctor/health/agreement", "doctor/health/overall"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Fail, and name no part."""

    @wrap(seams.services.health, "judge")
    def judge(original: Callable[..., Health], *parts: Part) -> Health:
        truth = original(*parts)
        if len(parts) != len(get_args(Part)):
            return truth
        hit()
        return Health(status="failing", reason="not now", checks=truth.checks)
