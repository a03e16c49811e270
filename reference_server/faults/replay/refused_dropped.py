"""What the server refuses is dropped."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.refused_dropped",
    area="replay",
    title="What the server refuses is dropped",
    symptom="A refused change is gone, and nobody is told.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/SandeepVashishtha/Eventra/issues/15935",
    rows=["O-08"],
    kills=["OF-REPL-02"],
)
OLD = '  const drop = batch.filter(({ op_id, tries }) => known.get(op_id)?.status === "duplicate" && tries > 1);'
NEW = '  const drop = batch.filter(({ op_id }) => ["duplicate", "rejected"].includes(known.get(op_id)?.status));'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/drain.js."""
    overlay(seams, "offline/drain.js", OLD, NEW, hit)
