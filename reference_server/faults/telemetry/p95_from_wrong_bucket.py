"""A percentile is read from the next bucket."""

from collections.abc import Callable

from reference_server.contract.telemetry import Section
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.latency import EDGES_S, place
from reference_server.seams import Seams
from reference_server.services.telemetry.facts import Reading

FAULT = Fault(
    id="telemetry.p95_from_wrong_bucket",
    area="telemetry",
    title="A percentile is read from the next bucket",
    symptom="The dashboard shows other times than Prometheus.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["FE-TELE-08"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Tell the upper edge of the bucket after the right one."""

    def shifted(value: float | None) -> float | None:
        return None if value is None else EDGES_S[min(place(value) + 1, len(EDGES_S) - 1)]

    @wrap(seams.services.dashboard, "section")
    def section(original: Callable[[Reading, str], Section], reading: Reading, name: str) -> Section:
        told = original(reading, name)
        if name != "performance":
            return told
        hit()
        at = [column.id for column in told.columns].index("p95")
        rows = [
            row.model_copy(update={"values": [*row.values[:at], shifted(row.values[at]), *row.values[at + 1 :]]})
            for row in told.rows
        ]
        return told.model_copy(update={"rows": rows})
