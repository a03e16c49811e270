"""The timer runs on while paused."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="focus.pause_ignored_by_timer",
    area="focus",
    title="The timer runs on while paused",
    symptom="Time that was spent paused is gone when the session goes on.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-FOCUS-02"],
)
OLD = """  const before = session.elapsed_seconds * SECOND;
  const since = session.running_since === null ? 0 : now - Date.parse(session.running_since);"""
NEW = """  const before = 0;
  const since = now - Date.parse(session.started_at);"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter focus-clock.js."""
    overlay(seams, "focus-clock.js", OLD, NEW, hit)
