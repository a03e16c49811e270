"""Without a network the next lesson stays locked."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="learning.next_lesson_locked_offline",
    area="learning",
    title="Without a network the next lesson stays locked",
    symptom="A lesson completed on the train unlocks nothing before the train arrives.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-LEARN-01"],
)
OLD = 'lesson.completed_on ? "completed" : lesson === open ? "open" : "locked",'
NEW = 'lesson.completed_on ? "completed" : lesson === open && lesson === lessons[0] ? "open" : "locked",'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/learning.js."""
    overlay(seams, "offline/learning.js", OLD, NEW, hit)
