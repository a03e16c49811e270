"""A refused quest has no message at the field."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="quests.message_not_at_field",
    area="quests",
    title="A refused quest has no message at the field",
    symptom="The person learns that something is wrong, and not where.",
    severity=Severity.MINOR,
    provenance="own (WCAG 3.3.1)",
    kills=["CP-QUEST-04"],
)
OLD = "  messageOf(control).textContent = sentence.charAt(0).toUpperCase() + sentence.slice(1);"
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter messages.js."""
    overlay(seams, "messages.js", OLD, NEW, hit)
