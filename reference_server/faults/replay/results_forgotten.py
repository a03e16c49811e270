"""The server forgets what it has carried out."""

from collections.abc import Callable

from reference_server.contract.push import Operation, Result
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.items.writing import Writer

FAULT = Fault(
    id="replay.results_forgotten",
    area="replay",
    title="The server forgets what it has carried out",
    symptom="A change whose answer was lost is judged anew: refused, or copied.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/GoogleChrome/workbox/issues/1480",
    rows=["O-01"],
    kills=["OF-REPL-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Judge what comes again as if it came for the first time."""
    services = seams.services

    @wrap(services.operations, "judge")
    def judge(
        original: Callable[..., tuple[Result, int]], writer: Writer, device_id: str, operation: Operation
    ) -> tuple[Result, int]:
        with seams.store.begin() as work:
            known = work.sync.result(writer.person_id, operation.op_id)
            if known is not None:
                hit()
                work.sync.session.delete(known)
                work.sync.device(writer.person_id, device_id, services.operations.tools.now()).last_n = operation.n - 1
        return original(writer, device_id, operation)
