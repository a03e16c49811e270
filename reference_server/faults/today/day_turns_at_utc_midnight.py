"""The page's day turns at UTC midnight."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="today.day_turns_at_utc_midnight",
    area="today",
    title="The page's day turns at UTC midnight",
    symptom="The list changes hours before or after the person's own midnight.",
    severity=Severity.CRITICAL,
    provenance="toISOString().slice(0, 10), own",
    kills=["CP-TODAY-03"],
)
OLD = "const parts = calendarOf(zone).formatToParts(instant);"
NEW = 'const parts = calendarOf("UTC").formatToParts(instant);'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter day.js."""
    overlay(seams, "day.js", OLD, NEW, hit)
