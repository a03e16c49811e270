"""Nothing happens at midnight."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="today.midnight_unnoticed",
    area="today",
    title="Nothing happens at midnight",
    symptom="A page left open over midnight keeps showing yesterday.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-TODAY-03"],
)
OLD = "    setTimeout(look, Math.min(SECOND, end - now));"
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter day.js."""
    overlay(seams, "day.js", OLD, NEW, hit)
