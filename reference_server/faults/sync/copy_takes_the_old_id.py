"""A copy is made under the id of what was deleted."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="sync.copy_takes_the_old_id",
    area="sync",
    title="A copy is made under the id of what was deleted",
    symptom="What was deleted elsewhere cannot be kept as a copy.",
    severity=Severity.MAJOR,
    provenance="https://github.com/standardnotes/forum/issues/711",
    rows=["O-16"],
    kills=["OF-SYNC-02"],
)
OLD = "  const [t, id] = [kindOf(op), crypto.randomUUID()];"
NEW = "  const [t, id] = [kindOf(op), op.current?.deleted ? op.id : crypto.randomUUID()];"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/conflicts.js."""
    overlay(seams, "offline/conflicts.js", OLD, NEW, hit)
