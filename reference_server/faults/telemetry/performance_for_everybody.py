"""One endpoint does not ask whether it is an administrator."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.paths import path_asked
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.performance_for_everybody",
    area="telemetry",
    title="One endpoint does not ask whether it is an administrator",
    symptom="Everybody can read how the server is doing, route by route.",
    severity=Severity.CRITICAL,
    provenance="CWE-862",
    kills=["FE-TELE-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let anybody ask about performance."""
    path = path_asked(seams)

    @wrap(seams.services.accounts, "check_admin")
    def check_admin(original: Callable[[str], None], person_id: str) -> None:
        if path().endswith("/telemetry/performance"):
            hit()
        else:
            original(person_id)
