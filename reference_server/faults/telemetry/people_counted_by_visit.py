"""People are counted each time that they come."""

from collections.abc import Callable

from reference_server.contract.telemetry import Metrics
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.telemetry.facts import Facts, Reading
from reference_server.services.telemetry.sections import SECTIONS

FAULT = Fault(
    id="telemetry.people_counted_by_visit",
    area="telemetry",
    title="People are counted each time that they come",
    symptom="One person who comes often looks like many.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-08"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Tell uses where people are meant."""

    @wrap(seams.services.dashboard, "metrics")
    def metrics(original: Callable[[Reading], Metrics], reading: Reading) -> Metrics:
        hit()
        uses = Facts(reading, SECTIONS["activity"].source).whole.get("uses", 0)
        return {**original(reading), "daily_active_users": uses}
