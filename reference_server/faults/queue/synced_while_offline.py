"""Everything is said to be synced while changes wait."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="queue.synced_while_offline",
    area="queue",
    title="Everything is said to be synced while changes wait",
    symptom="The person closes the laptop, and nothing has reached the server.",
    severity=Severity.MAJOR,
    provenance="https://github.com/GoogleChrome/workbox/issues/1249",
    rows=["O-05"],
    kills=["OF-QUEUE-02", "OF-QUEUE-04"],
)
OLD = "    ...(waiting > 0 ?"
NEW = "    ...(waiting > 0 && reached ?"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/wording.js."""
    overlay(seams, "offline/wording.js", OLD, NEW, hit)
