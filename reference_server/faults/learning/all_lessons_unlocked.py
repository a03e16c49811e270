"""One completed lesson unlocks all others."""

from collections.abc import Callable

from reference_server.contract.learning import LessonStatus
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Lesson, Track

FAULT = Fault(
    id="learning.all_lessons_unlocked",
    area="learning",
    title="One completed lesson unlocks all others",
    symptom="After the first lesson the last one is open.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-LEARN-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Call every lesson open once one is completed."""

    @wrap(seams.services.tracks, "status_of")
    def status_of(original: Callable[..., LessonStatus], track: Track, lesson: Lesson) -> LessonStatus:
        status = original(track, lesson)
        if status == "locked" and any(other.completed_on for other in track.lessons):
            hit()
            return "open"
        return status
