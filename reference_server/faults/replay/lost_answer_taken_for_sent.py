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
    kills=["OF-REPL-01"],
)
OLD = "  if (isWorthAnotherTry(status)) throw problem;"
NEW = """  if (status === 0) await replica.note({ drop: batch });
  if (isWorthAnotherTry(status)) throw problem;"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/drain.js."""
    overlay(seams, "offline/drain.js", OLD, NEW, hit)
