"""A replay that is slow is sent once more."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.slow_answer_sent_again",
    area="replay",
    title="A replay that is slow is sent once more",
    symptom="A change is carried out twice on a slow network.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["OF-REPL-01"],
)
OLD = '    const { results, last_n } = await call("POST", "api/sync/push", body, { headers, patience: PATIENCE });'
NEW = """    const again = setTimeout(() => {
      const anew = body.ops.map((op) => ({ ...op, n: op.n + body.ops.length, op_id: crypto.randomUUID() }));
      void call("POST", "api/sync/push", { ...body, ops: anew }, { headers });
    }, 500);
    const { results, last_n } = await call("POST", "api/sync/push", body, { headers, patience: PATIENCE });
    clearTimeout(again);"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/drain.js."""
    overlay(seams, "offline/drain.js", OLD, NEW, hit)
