"""A device that was away too long sends what it had."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="sync.anew_without_doubt",
    area="sync",
    title="A device that was away too long sends what it had",
    symptom="Edits of what nobody knows any more are refused, and cannot be kept.",
    severity=Severity.MAJOR,
    provenance="https://github.com/haierkeys/fast-note-sync-service/issues/482",
    rows=["O-13"],
    kills=["OF-SYNC-02"],
)
OLD = """    await doubt();
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter sync.js."""
    overlay(seams, "sync.js", OLD, NEW, hit)
