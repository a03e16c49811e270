"""A device forgets that an entry was deleted."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.deleted_comes_back",
    area="encryption",
    title="A device forgets that an entry was deleted",
    symptom="A server that serves a deleted entry again is believed.",
    severity=Severity.CRITICAL,
    provenance="CWE-294",
    kills=["E2-ENCR-02"],
)
OLD = "if (change.deleted) noteGone(change.id, change.rev);"
NEW = "if (change.deleted) continue;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter sync.js."""
    overlay(seams, "sync.js", OLD, NEW, hit)
