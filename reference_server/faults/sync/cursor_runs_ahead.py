"""The cursor goes on with a push, whatever was not heard yet."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="sync.cursor_runs_ahead",
    area="sync",
    title="The cursor goes on with a push, whatever was not heard yet",
    symptom="What another device did in the same moment never shows.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/pubkey/rxdb/issues/3103",
    rows=["O-19"],
    kills=["OF-SYNC-01"],
)
OLD = "  await replica.note({ put, drop, meta: { last_n: lastN } });"
NEW = """  replica.cursor = Math.max(replica.cursor, ...results.map(({ seq }) => seq ?? 0));
  await replica.note({ put, drop, meta: { last_n: lastN, cursor: replica.cursor } });"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/drain.js."""
    overlay(seams, "offline/drain.js", OLD, NEW, hit)
