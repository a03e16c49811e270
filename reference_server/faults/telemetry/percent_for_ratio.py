"""A share is told as a percentage and shown as a hundred times that."""

from collections.abc import Callable

from reference_server.contract.telemetry import Figure, Section
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.telemetry.facts import Reading

FAULT = Fault(
    id="telemetry.percent_for_ratio",
    area="telemetry",
    title="A share is told as a percentage and shown as a hundred times that",
    symptom="The dashboard says that 4,200% of people have a vault.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["FE-TELE-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Multiply by a hundred."""

    def percent(figure: Figure) -> Figure:
        if figure.unit != "ratio" or figure.value is None:
            return figure
        return figure.model_copy(update={"value": figure.value * 100})

    @wrap(seams.services.dashboard, "section")
    def section(original: Callable[[Reading, str], Section], reading: Reading, name: str) -> Section:
        hit()
        told = original(reading, name)
        return told.model_copy(update={"figures": [percent(figure) for figure in told.figures]})
