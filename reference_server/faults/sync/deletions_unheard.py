"""Deletions of other devices are not heard."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="sync.deletions_unheard",
    area="sync",
    title="Deletions of other devices are not heard",
    symptom="What was deleted elsewhere stays on this device.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["OF-SYNC-02", "OF-SYNC-03"],
)
OLD = """    for (const row of changes) this.#rows.get(row.t)?.set(row.id, row);
    try {"""
NEW = """    for (const row of changes.filter(({ deleted }) => !deleted)) this.#rows.get(row.t)?.set(row.id, row);
    try {"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/replica.js."""
    overlay(seams, "offline/replica.js", OLD, NEW, hit)
