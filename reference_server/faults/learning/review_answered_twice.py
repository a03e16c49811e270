"""A second answer to a review counts."""

from collections.abc import Callable

from reference_server.contract.learning import Answer
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import Lesson

FAULT = Fault(
    id="learning.review_answered_twice",
    area="learning",
    title="A second answer to a review counts",
    symptom="The laptop asks again what the phone has asked, and the answer moves the lesson once more.",
    severity=Severity.MAJOR,
    provenance="CWE-837",
    kills=["FE-LEARN-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Move on whichever day the answer is to."""
    tracks = seams.services.tracks

    @wrap(tracks, "answer_once")
    def answer_once(original: Callable[..., None], lesson: Lesson, answer: Answer, moment: Moment) -> None:
        if lesson.completed_on is not None and (lesson.due_on is None or answer.due_on < lesson.due_on):
            hit()
            tracks.put_into(lesson, tracks.next_box(lesson, knew=answer.knew), moment.local_date)
            return
        original(lesson, answer, moment)
