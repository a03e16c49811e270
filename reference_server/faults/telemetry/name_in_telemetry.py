"""Telemetry keeps people's names."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables.telemetry import FEATURE_ENGAGEMENT

FAULT = Fault(
    id="telemetry.name_in_telemetry",
    area="telemetry",
    title="Telemetry keeps people's names",
    symptom="Who uses what can be read by every administrator.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["FE-TELE-07"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Count uses by name, too."""
    telemetry = seams.services.telemetry

    @wrap(telemetry, "use")
    def use(original: Callable[[str, str], None], person_id: str, feature: str) -> None:
        original(person_id, feature)
        with seams.store.begin(write=False) as work:
            person = work.people.find(person_id)
        if person is not None:
            hit()
            telemetry.add(FEATURE_ENGAGEMENT, (f"{feature} of {person.name}",), (0, 1))
