"""What a locked vault keeps back is set aside as refused."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.lock_refuses_for_good",
    area="replay",
    title="What a locked vault keeps back is set aside as refused",
    symptom="After unlocking, what was written offline is not sent.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["OF-REPL-03"],
)
OLD = '    await replica.change({ put: batch.map((op) => ({ ...op, n: null, state: "waiting" })) });'
NEW = '    await replica.change({ put: batch.map((op) => ({ ...op, n: null, state: "parked", problem: facts })) });'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/drain.js."""
    overlay(seams, "offline/drain.js", OLD, NEW, hit)
