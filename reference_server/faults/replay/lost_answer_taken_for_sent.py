"""What was once sent is taken for done."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.lost_answer_taken_for_sent",
    area="replay",
    title="What was once sent is taken for done",
    symptom="A change whose request was lost on the way is gone.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/rinafcode/teachLink_mobile/pull/703",
    kills=["OF-REPL-01", "OF-SYNC-03"],
)
OLD = "  return [0, 401, 403, 408, 429].includes(status) || status >= 500;"
NEW = """  if (status === 0) replica.note({ drop: replica.ops.filter(({ state }) => state === "sent") });
  return [0, 401, 403, 408, 429].includes(status) || status >= 500;"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/drain.js."""
    overlay(seams, "offline/drain.js", OLD, NEW, hit)
