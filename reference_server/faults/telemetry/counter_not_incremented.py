"""A counter for Prometheus is not incremented."""

from collections.abc import Callable
from typing import Any

from prometheus_client import Counter

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.counter_not_incremented",
    area="telemetry",
    title="A counter for Prometheus is not incremented",
    symptom="Alerts on uploads never fire, whatever happens.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-08"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let uploads be counted where nobody reads."""

    @wrap(seams.services.metrics.uploads, "labels")
    def labels(_original: Callable[..., Counter], *labelvalues: Any, **labelkwargs: Any) -> Counter:  # noqa: ARG001
        hit()
        return Counter("nobody_reads", "This is in no registry.", registry=None)
