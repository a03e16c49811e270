"""A refused change ends the replay."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.refusal_ends_the_rest",
    area="replay",
    title="A refused change ends the replay",
    symptom="One change that the server refuses keeps all later ones on the device.",
    severity=Severity.MAJOR,
    provenance="https://github.com/SandeepVashishtha/Eventra/issues/15935",
    rows=["O-08"],
    kills=["OF-REPL-02"],
)
OLD = "  for (const op of inOrder(ops)) {"
NEW = "  for (const op of ops.some(isUndecided) ? [] : inOrder(ops).slice(0, 1)) {"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/drain.js."""
    overlay(seams, "offline/drain.js", OLD, NEW, hit)
