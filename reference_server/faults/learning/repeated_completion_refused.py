"""A lesson that is completed again is an error."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.services.refusals import LessonLocked
from reference_server.store.tables import Lesson, Track
from reference_server.store.work import Work

FAULT = Fault(
    id="learning.repeated_completion_refused",
    area="learning",
    title="A lesson that is completed again is an error",
    symptom="Whoever completed it on the phone is told off on the laptop.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["FE-LEARN-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Refuse what was completed before."""

    @wrap(seams.services.tracks, "complete_once")
    def complete_once(original: Callable[..., None], work: Work, track: Track, lesson: Lesson, moment: Moment) -> None:
        if lesson.completed_on is not None:
            hit()
            raise LessonLocked(lesson.title)
        original(work, track, lesson, moment)
