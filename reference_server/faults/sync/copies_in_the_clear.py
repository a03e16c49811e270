"""A conflict copy of something private is standard."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="sync.copies_in_the_clear",
    area="sync",
    title="A conflict copy of something private is standard",
    symptom="The server reads what was private when two devices edit it.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/silent-suite/silentsuite/pull/283",
    kills=["OF-SYNC-01"],
)
OLD = '  if (mine.mode !== "private") return [made(op, id, content)];'
NEW = "  if (mine.mode) return [made(op, id, content)];"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/conflicts.js."""
    overlay(seams, "offline/conflicts.js", OLD, NEW, hit)
