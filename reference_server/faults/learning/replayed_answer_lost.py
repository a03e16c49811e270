"""A review answered offline is not answered by the replay."""

from collections.abc import Callable

from reference_server.contract.push import Operation
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.items.writing import Writer
from reference_server.store.tables import Person, SyncResult
from reference_server.store.work import Work

FAULT = Fault(
    id="learning.replayed_answer_lost",
    area="learning",
    title="A review answered offline is not answered by the replay",
    symptom="The device says synced, and the review is due again.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/GoogleChrome/workbox/issues/3237",
    kills=["FE-LEARN-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Answer that it was applied, and leave it at that."""
    operations = seams.services.operations

    @wrap(operations, "carry_out")
    def carry_out(
        original: Callable[..., SyncResult], work: Work, writer: Writer, person: Person, operation: Operation
    ) -> SyncResult:
        if operation.command != "learning.answer":
            return original(work, writer, person, operation)
        hit()
        return operations.results.applied(work, person, operation.op_id, "learning", operation.id)
