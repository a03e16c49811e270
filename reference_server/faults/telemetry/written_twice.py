"""Each batch is written down twice."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.telemetry.tally import Batch
from reference_server.store.work import Work

FAULT = Fault(
    id="telemetry.written_twice",
    area="telemetry",
    title="Each batch is written down twice",
    symptom="Every figure is twice what happened.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-TELE-08"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Add a batch, and add it again."""

    @wrap(seams.services.telemetry_writing, "put")
    def put(original: Callable[[Work, Batch], None], work: Work, batch: Batch) -> None:
        original(work, batch)
        hit()
        original(work, batch)
