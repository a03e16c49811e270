"""Each edit of one thing made offline conflicts with the one before."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="sync.conflict_with_itself",
    area="sync",
    title="Each edit of one thing made offline conflicts with the one before",
    symptom="One idea that was edited five times comes back as five copies.",
    severity=Severity.MAJOR,
    provenance="https://github.com/couchbase/sync_gateway/issues/3518",
    rows=["O-22"],
    kills=["OF-SYNC-01", "OF-REPL-01", "OF-SYNC-03"],
)
OLD = (
    "      if (row) rows.set(op.id, stamp(row, { ...contentOf(op.args), rev: foreseen(op, row), updated_at: op.at }));"
)
NEW = """      const rev = row && (op.args.envelope ? foreseen(op, row) : row.rev);
      if (row) rows.set(op.id, stamp(row, { ...contentOf(op.args), rev, updated_at: op.at }));"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/items.js."""
    overlay(seams, "offline/items.js", OLD, NEW, hit)
