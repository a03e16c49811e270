"""An edit of what was deleted elsewhere is dropped."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="sync.edit_of_deleted_lost",
    area="sync",
    title="An edit of what was deleted elsewhere is dropped",
    symptom="What was written offline is gone with the item.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["OF-SYNC-02", "OF-SYNC-03"],
)
OLD = "    const put = same ? [] : await copyOf(mine, op);"
NEW = "    const put = same || current?.deleted ? [] : await copyOf(mine, op);"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/conflicts.js."""
    overlay(seams, "offline/conflicts.js", OLD, NEW, hit)
