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
    kills=["OF-REPL-01", "OF-SYNC-03"],
)
OLD = "return { op_id, n, command, id, base_rev, args };"
NEW = "return { op_id: op_id && crypto.randomUUID(), n, command, id, base_rev, args };"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/requests.js."""
    overlay(seams, "offline/requests.js", OLD, NEW, hit)
