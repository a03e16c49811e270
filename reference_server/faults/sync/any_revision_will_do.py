"""The server takes edits of any revision."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm
from reference_server.seams import Seams
from reference_server.services.refusals import RevisionConflict

FAULT = Fault(
    id="sync.any_revision_will_do",
    area="sync",
    title="The server takes edits of any revision",
    symptom="Of two devices' edits only the later one is left.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["OF-SYNC-01", "OF-SYNC-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let every base pass."""
    disarm(seams.services.item_writing, "check_rev", RevisionConflict, hit)
