"""A network that is back is used at the next poll only."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.reconnect_waits_for_its_turn",
    area="replay",
    title="A network that is back is used at the next poll only",
    symptom="What was done offline stays on the device for half a minute.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["OF-REPL-01", "OF-REPL-02", "OF-REPL-03"],
)
CHANGES = (
    ('["focus", "online", "offline", STALE]', '["focus", "offline", STALE]'),
    ("    if (waiting().length === 0) return;", "    return;"),
)


def apply(seams: Seams, hit: Hit) -> None:
    """Alter sync.js: neither the event is heard, nor is anything tried again before the next poll."""
    for old, new in CHANGES:
        overlay(seams, "sync.js", old, new, hit)
