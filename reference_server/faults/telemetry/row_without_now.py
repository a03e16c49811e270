"""The figures behind a row end before the present."""

from collections.abc import Callable

from reference_server.contract.telemetry import Detail
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.row_without_now",
    area="telemetry",
    title="The figures behind a row end before the present",
    symptom="What a section counts is not found among the figures that it is made of.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["FE-TELE-05"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Tell nothing of the part that is not over yet."""

    @wrap(seams.services.dashboard, "detail")
    def detail(original: Callable[[str, str, str], Detail], section: str, row_id: str, name: str) -> Detail:
        told = original(section, row_id, name)
        hit()
        return told.model_copy(update={"values": [[*numbers[:-1], 0] for numbers in told.values]})
