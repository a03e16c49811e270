"""Each attempt gives a change another name."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.new_name_at_each_attempt",
    area="replay",
    title="Each attempt gives a change another name",
    symptom="A change whose answer was lost is carried out again.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/GoogleChrome/workbox/issues/1480",
    kills=["OF-REPL-01"],
)
OLD = '    return Object.assign(op, { n, state: "sent", tries: op.tries + 1 });'
NEW = '    return Object.assign(op, { n, state: "sent", tries: op.tries + 1, op_id: crypto.randomUUID() });'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/drain.js."""
    overlay(seams, "offline/drain.js", OLD, NEW, hit)
