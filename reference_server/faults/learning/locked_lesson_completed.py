"""A locked lesson can be completed."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm
from reference_server.seams import Seams
from reference_server.services.refusals import LessonLocked

FAULT = Fault(
    id="learning.locked_lesson_completed",
    area="learning",
    title="A locked lesson can be completed",
    symptom="A client that skips lessons is let through.",
    severity=Severity.MAJOR,
    provenance="CWE-602",
    kills=["FE-LEARN-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Swallow the refusal."""
    disarm(seams.services.tracks, "check_open", LessonLocked, hit)
