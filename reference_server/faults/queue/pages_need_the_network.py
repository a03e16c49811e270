"""Pages do not open without a network."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="queue.pages_need_the_network",
    area="queue",
    title="Pages do not open without a network",
    symptom="A reload in the train shows the browser's own error page.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["OF-QUEUE-01", "OF-QUEUE-02"],
)
OLD = "  if (!file) return fetch(request);"
NEW = "  if (file || !file) return fetch(request);"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter worker.js."""
    overlay(seams, "worker.js", OLD, NEW, hit)
