"""A lesson that is completed again is credited again."""

from collections.abc import Callable

from sqlalchemy import update

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import Credit, Lesson, Track
from reference_server.store.work import Work

FAULT = Fault(
    id="learning.repeated_completion_credited",
    area="learning",
    title="A lesson that is completed again is credited again",
    symptom="Two devices, or two clicks, and the points come twice.",
    severity=Severity.CRITICAL,
    provenance="CWE-837",
    kills=["FE-LEARN-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Forget, before a repeated completion, that the lesson was credited."""
    tracks = seams.services.tracks

    @wrap(tracks, "complete_once")
    def complete_once(original: Callable[..., None], work: Work, track: Track, lesson: Lesson, moment: Moment) -> None:
        if lesson.completed_on is not None:
            hit()
            earlier = update(Credit).where(Credit.source_id == lesson.id)
            work.session.execute(earlier.values(source_id=seams.ids.new_id()))
            tracks.credit_once(work, track, lesson, moment)
        original(work, track, lesson, moment)
