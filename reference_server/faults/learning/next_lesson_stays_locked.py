"""The next lesson stays locked."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Lesson, Track

FAULT = Fault(
    id="learning.next_lesson_stays_locked",
    area="learning",
    title="The next lesson stays locked",
    symptom="The first lesson is completed, and there is no way on.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["FE-LEARN-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Open no lesson once one is completed."""

    @wrap(seams.services.tracks, "open_of")
    def open_of(original: Callable[..., Lesson | None], track: Track) -> Lesson | None:
        if any(lesson.completed_on for lesson in track.lessons):
            hit()
            return None
        return original(track)
