"""A reload starts the timer anew."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="focus.reload_restarts_timer",
    area="focus",
    title="A reload starts the timer anew",
    symptom="After a reload the whole planned time is left again.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-FOCUS-02"],
)
OLD = "now - Date.parse(session.running_since);"
NEW = "now - Math.max(Date.parse(session.running_since), (globalThis.loadedAt ??= now));"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter focus-clock.js."""
    overlay(seams, "focus-clock.js", OLD, NEW, hit)
