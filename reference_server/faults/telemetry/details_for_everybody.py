"""The figures behind a row are told to everybody."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.paths import path_asked
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.details_for_everybody",
    area="telemetry",
    title="The figures behind a row are told to everybody",
    symptom="Everybody can read what the sections are made of.",
    severity=Severity.CRITICAL,
    provenance="CWE-862",
    kills=["FE-TELE-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let anybody ask about rows."""
    path = path_asked(seams)

    @wrap(seams.services.accounts, "check_admin")
    def check_admin(original: Callable[[str], None], person_id: str) -> None:
        if "/telemetry/sections/" in path():
            hit()
        else:
            original(person_id)
