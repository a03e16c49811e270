"""A server that lives says that it does not."""

from collections.abc import Callable

from reference_server.contract.health import Health
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.health.health import Part

FAULT = Fault(
    id="health.live_fails_for_nothing",
    area="health",
    title="A server that lives says that it does not",
    symptom="A server that is well is restarted again and again.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["doctor/health/live"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Call the process dead."""

    @wrap(seams.services.health, "judge")
    def judge(original: Callable[..., Health], *parts: Part) -> Health:
        truth = original(*parts)
        if parts:
            return truth
        hit()
        return Health(status="failing", reason="not now", checks=[])
