"""What was discarded is sent all the same."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.discarded_is_sent",
    area="replay",
    title="What was discarded is sent all the same",
    symptom="A change that the person has given up is carried out later.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["OF-REPL-02"],
)
OLD = """  await replica.change({ drop: verbOf(op) === "delete" ? [op] : withLater(op) });
}"""
NEW = """  const put = withLater(op).map((one) => ({ ...one, state: "waiting", n: null, op_id: crypto.randomUUID() }));
  await replica.change({ put });
}"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/queue.js."""
    overlay(seams, "offline/queue.js", OLD, NEW, hit)
