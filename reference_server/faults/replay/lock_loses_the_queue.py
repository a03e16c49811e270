"""A replay that meets a locked vault is dropped."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.lock_loses_the_queue",
    area="replay",
    title="A replay that meets a locked vault is dropped",
    symptom="What was written offline is gone when the vault was locked elsewhere.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["OF-REPL-03"],
)
OLD = '    await replica.change({ put: batch.map((op) => ({ ...op, n: null, state: "waiting" })) });'
NEW = "    await replica.change({ drop: batch });"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/drain.js."""
    overlay(seams, "offline/drain.js", OLD, NEW, hit)
