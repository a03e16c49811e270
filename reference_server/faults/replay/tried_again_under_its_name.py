"""What is tried again has its refusal already."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.tried_again_under_its_name",
    area="replay",
    title="What is tried again has its refusal already",
    symptom="A change that was refused once can never be sent.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["OF-REPL-02"],
)
OLD = 'put: [{ ...op, op_id: crypto.randomUUID(), n: null, base_rev: rev, state: "waiting", problem: null }],'
NEW = 'put: [{ ...op, n: null, base_rev: rev, state: "waiting", problem: null }],'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/queue.js."""
    overlay(seams, "offline/queue.js", OLD, NEW, hit)
