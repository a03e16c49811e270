"""A locked vault keeps everything back."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.lock_keeps_everything_back",
    area="replay",
    title="A locked vault keeps everything back",
    symptom="Quests and habits wait for the vault, too.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["OF-REPL-03"],
)
OLD = '    return isOpen() ? "stop" : "locked";'
NEW = '    return "stop";'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/drain.js."""
    overlay(seams, "offline/drain.js", OLD, NEW, hit)
