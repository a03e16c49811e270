"""The same edit on two devices makes a copy."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="sync.same_edit_copied",
    area="sync",
    title="The same edit on two devices makes a copy",
    symptom="Things double although everybody has written the same.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["OF-SYNC-01"],
)
OLD = "  if (mine.mode !== current.mode) return false;"
NEW = "  if (mine.mode !== current.mode || mine.mode) return false;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/conflicts.js."""
    overlay(seams, "offline/conflicts.js", OLD, NEW, hit)
