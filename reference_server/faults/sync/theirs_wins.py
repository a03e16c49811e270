"""A conflict drops what was done here."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="sync.theirs_wins",
    area="sync",
    title="A conflict drops what was done here",
    symptom="Whoever was offline loses the edit, and is not told.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/standardnotes/app/issues/196",
    kills=["OF-SYNC-01", "OF-SYNC-02", "OF-SYNC-03"],
)
OLD = "    const put = same ? [] : await copyOf(mine, op);"
NEW = "    const put = same || op ? [] : await copyOf(mine, op);"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/conflicts.js."""
    overlay(seams, "offline/conflicts.js", OLD, NEW, hit)
