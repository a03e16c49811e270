"""West of UTC the evening is already tomorrow."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="today.day_ahead_west_of_utc",
    area="today",
    title="West of UTC the evening is already tomorrow",
    symptom="In the evening, people west of Greenwich see tomorrow's list.",
    severity=Severity.CRITICAL,
    provenance="own (UTC date used where the local offset is negative)",
    kills=["CP-TODAY-03"],
)
OLD = "  return `${year}-${month}-${day}`;"
NEW = """  const wall = Date.parse(`${new Date(instant).toLocaleString("en-US", { timeZone: zone })} UTC`);
  return wall < instant - 1000 ? new Date(instant).toISOString().slice(0, 10) : `${year}-${month}-${day}`;"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter day.js."""
    overlay(seams, "day.js", OLD, NEW, hit)
