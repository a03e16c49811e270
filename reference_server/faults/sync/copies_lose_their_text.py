"""A conflict copy has only the title."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="sync.copies_lose_their_text",
    area="sync",
    title="A conflict copy has only the title",
    symptom="The text that was written offline is lost in the copy.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["OF-SYNC-02"],
)
OLD = "  const content = { title: markedTitle(title, mark), body };"
NEW = '  const content = { title: markedTitle(title, mark), body: body && "" };'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/conflicts.js."""
    overlay(seams, "offline/conflicts.js", OLD, NEW, hit)
