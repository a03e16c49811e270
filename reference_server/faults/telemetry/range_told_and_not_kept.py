"""The time range is told, and a day is read."""

from collections.abc import Callable
from dataclasses import replace

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.telemetry.periods import Period

FAULT = Fault(
    id="telemetry.range_told_and_not_kept",
    area="telemetry",
    title="The time range is told, and a day is read",
    symptom="Whichever range is chosen, the figures are the same.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-06"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Begin a day ago."""

    @wrap(seams.services.dashboard.periods, "of")
    def of(original: Callable[[str, float], Period], name: str, now: float) -> Period:
        hit()
        return replace(original("24h", now), name=original(name, now).name)
