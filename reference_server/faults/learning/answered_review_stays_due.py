"""A review that was answered stays due."""

from collections.abc import Callable
from datetime import date

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Lesson

FAULT = Fault(
    id="learning.answered_review_stays_due",
    area="learning",
    title="A review that was answered stays due",
    symptom="Answered on the screen, asked again after a reload.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["FE-LEARN-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Move the box and leave the day."""

    @wrap(seams.services.tracks, "put_into")
    def put_into(original: Callable[..., None], lesson: Lesson, box: int, day: date) -> None:
        due_on = lesson.due_on
        original(lesson, box, day)
        if due_on is not None and lesson.due_on is not None:
            hit()
            lesson.due_on = due_on
