"""East of UTC the day is yesterday."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="today.day_behind_east_of_utc",
    area="today",
    title="East of UTC the day is yesterday",
    symptom="People east of Greenwich see and tick yesterday's list all day.",
    severity=Severity.CRITICAL,
    provenance="own (local midnight written with toISOString)",
    kills=["CP-TODAY-03"],
)
OLD = "  return `${year}-${month}-${day}`;"
NEW = """  const wall = Date.parse(`${new Date(instant).toLocaleString("en-US", { timeZone: zone })} UTC`);
  const back = wall - instant > 1000 ? 86_400_000 : 0;
  return new Date(Date.parse(`${year}-${month}-${day}`) - back).toISOString().slice(0, 10);"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter day.js."""
    overlay(seams, "day.js", OLD, NEW, hit)
