"""The queue is not sent when the network is back."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="queue.never_drains",
    area="queue",
    title="The queue is not sent when the network is back",
    symptom="What was done offline stays on the device.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/brave/brave-browser/issues/25692",
    rows=["O-06"],
    kills=["OF-QUEUE-02", "OF-QUEUE-03", "OF-QUEUE-04"],
)
OLD = "    if (!(await drain())) return;"
NEW = "    if (!navigator.serial?.drains || !(await drain())) return;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter sync.js."""
    overlay(seams, "sync.js", OLD, NEW, hit)
