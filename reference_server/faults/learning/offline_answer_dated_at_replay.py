"""A review answered offline counts from the day of the replay."""

from collections.abc import Callable

from reference_server.contract.base import Request
from reference_server.contract.push import Operation
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.sync.commands import Command

FAULT = Fault(
    id="learning.offline_answer_dated_at_replay",
    area="learning",
    title="A review answered offline counts from the day of the replay",
    symptom="After a week away every lesson that was reviewed on the way comes back a week late.",
    severity=Severity.MAJOR,
    provenance="own (the server's clock instead of the device's)",
    kills=["FE-LEARN-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Date the answer by the server's clock."""

    @wrap(seams.services.commands, "read")
    def read(original: Callable[..., tuple[Command, Request]], operation: Operation) -> tuple[Command, Request]:
        command, told = original(operation)
        if operation.command != "learning.answer":
            return command, told
        hit()
        now = seams.clock.now()
        return command, told.model_copy(update={"local_date": now.date(), "occurred_at": now})
