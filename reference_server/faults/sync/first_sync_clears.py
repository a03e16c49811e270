"""What was made offline goes when sync begins."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="sync.first_sync_clears",
    area="sync",
    title="What was made offline goes when sync begins",
    symptom="New things that the server does not have are deleted on the device.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/Fmstrat/ownnote/issues/258",
    rows=["O-25"],
    kills=["OF-SYNC-01", "OF-SYNC-03"],
)
OLD = """    await this.#poll();
    if (!(await drain())) return;"""
NEW = """    await this.#poll();
    const isNew = ({ command, n, state }) => command.endsWith("create") && n === null && state === "waiting";
    const unknown = replica.ops.filter(isNew);
    if (unknown.length > 0) await replica.change({ drop: unknown });
    if (!(await drain())) return;"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter sync.js."""
    overlay(seams, "sync.js", OLD, NEW, hit)
