"""The server goes on from any cursor."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm
from reference_server.seams import Seams
from reference_server.services.refusals import CursorTooOld

FAULT = Fault(
    id="sync.horizon_untold",
    area="sync",
    title="The server goes on from any cursor",
    symptom="A device that was away too long keeps what was deleted meanwhile, and brings it back.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/haierkeys/fast-note-sync-service/issues/482",
    rows=["O-13"],
    kills=["OF-SYNC-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let every cursor pass."""
    disarm(seams.services.sync, "check_cursor", CursorTooOld, hit)
