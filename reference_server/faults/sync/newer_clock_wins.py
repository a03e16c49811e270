"""Of two edits the one with the later clock wins."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="sync.newer_clock_wins",
    area="sync",
    title="Of two edits the one with the later clock wins",
    symptom="A device whose clock is slow loses its edits.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/JediBrooker/WatchShelf/issues/61",
    rows=["O-21"],
    kills=["OF-SYNC-01"],
)
OLD = "    const same = current && !current.deleted && (await isSame(mine, current));"
NEW = """    const late = current && !current.deleted && mine.updated_at < current.updated_at;
    const same = late || (current && !current.deleted && (await isSame(mine, current)));"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/conflicts.js."""
    overlay(seams, "offline/conflicts.js", OLD, NEW, hit)
