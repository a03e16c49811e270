"""The figures behind a row are those of the whole section."""

from collections.abc import Callable

from reference_server.contract.telemetry import Detail, SectionId
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="telemetry.row_shows_everything",
    area="telemetry",
    title="The figures behind a row are those of the whole section",
    symptom="Whichever row is opened, the figures are the same.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-05"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Tell of the row that has most."""
    dashboard = seams.services.dashboard

    @wrap(dashboard, "detail")
    def detail(original: Callable[[SectionId, str, str], Detail], section: SectionId, row_id: str, name: str) -> Detail:
        told = original(section, row_id, name)
        with dashboard.reading(name) as reading:
            rows = dashboard.section(reading, section).rows
        others = [original(section, row.id, name) for row in rows]
        hit()
        whole = [sum((each.values[0][at] or 0) for each in others) for at in range(len(told.values[0]))]
        return told.model_copy(update={"values": [whole, *told.values[1:]]})
