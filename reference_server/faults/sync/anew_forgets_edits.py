"""A device that begins anew drops what it cannot place."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="sync.anew_forgets_edits",
    area="sync",
    title="A device that begins anew drops what it cannot place",
    symptom="Who was away for long loses what they did meanwhile.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/haierkeys/fast-note-sync-service/issues/482",
    rows=["O-13"],
    kills=["OF-SYNC-02"],
)
OLD = "    if (fits) next.set(op.id, Number(rev) + 1);"
NEW = """    if (!fits) {
      await replica.change({ drop: [op] });
      continue;
    }
    next.set(op.id, Number(rev) + 1);"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/queue.js."""
    overlay(seams, "offline/queue.js", OLD, NEW, hit)
