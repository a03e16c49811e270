"""Reviews count days of UTC."""

from collections.abc import Callable
from dataclasses import replace

from reference_server.contract.learning import Answer
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import Lesson

FAULT = Fault(
    id="learning.review_due_by_utc_day",
    area="learning",
    title="Reviews count days of UTC",
    symptom="East of Greenwich a review comes a day too early.",
    severity=Severity.MAJOR,
    provenance="own (a day taken from the instant)",
    kills=["FE-LEARN-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take the day of an answer from its instant."""

    @wrap(seams.services.tracks, "answer_once")
    def answer_once(original: Callable[..., None], lesson: Lesson, answer: Answer, moment: Moment) -> None:
        day = moment.occurred_at.date()
        if day != moment.local_date:
            hit()
        original(lesson, answer, replace(moment, local_date=day))
