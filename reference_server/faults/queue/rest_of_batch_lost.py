"""What does not fit into one request is dropped."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="queue.rest_of_batch_lost",
    area="queue",
    title="What does not fit into one request is dropped",
    symptom="After a long time offline only the first changes arrive.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/GoogleChrome/workbox/issues/3237",
    rows=["O-04"],
    kills=["OF-QUEUE-04"],
)
OLD = "  await replica.note({ put, drop, meta: { last_n: lastN } });"
NEW = """  const full = batch.length === MOST.operations;
  const rest = full ? replica.ops.filter(({ state }) => state === "waiting") : [];
  await replica.note({ put, drop: [...drop, ...rest], meta: { last_n: lastN } });"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/drain.js."""
    overlay(seams, "offline/drain.js", OLD, NEW, hit)
