"""Each tab sends the queue for itself."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.two_tabs_send",
    area="replay",
    title="Each tab sends the queue for itself",
    symptom="Two tabs that come online together send the same changes.",
    severity=Severity.MAJOR,
    provenance="https://github.com/GoogleChrome/workbox/issues/600",
    rows=["O-02"],
    kills=["OF-REPL-01"],
)
OLD = "return navigator.locks.request(`outbox-${replica.userId}`, async () => {"
NEW = "return Promise.resolve().then(async () => {"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/drain.js."""
    overlay(seams, "offline/drain.js", OLD, NEW, hit)
