"""Tries to unlock are not counted."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.telemetry.meaning import Request

FAULT = Fault(
    id="telemetry.unlocks_not_counted",
    area="telemetry",
    title="Tries to unlock are not counted",
    symptom="The dashboard says that nobody opens a vault.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-02", "FE-TELE-08"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let events of vaults pass by."""

    @wrap(seams.services.telemetry, "event_of_vault")
    def event_of_vault(_original: Callable[[Request], None], request: Request) -> None:  # noqa: ARG001
        hit()
