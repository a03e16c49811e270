"""The queue holds private texts as they were typed."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="queue.holds_plaintext",
    area="queue",
    title="The queue holds private texts as they were typed",
    symptom="Whoever has the device reads what waits to be encrypted.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/silent-suite/silentsuite/pull/283",
    rows=["E-07"],
    kills=["OF-QUEUE-03"],
)
OLD = "perform({ ...change, args: await envelopeFor(t, id, rev + 1, content) }));"
NEW = """{
    const before = { ...item, ...content };
    return perform({ ...change, before, args: await envelopeFor(t, id, rev + 1, content) });
  });"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/writing.js."""
    overlay(seams, "items/writing.js", OLD, NEW, hit)
