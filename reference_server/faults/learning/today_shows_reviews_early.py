"""Today shows reviews a day early."""

from collections.abc import Callable
from datetime import date, timedelta

from reference_server.contract.learning import DueReview
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.work import Work

FAULT = Fault(
    id="learning.today_shows_reviews_early",
    area="learning",
    title="Today shows reviews a day early",
    symptom="A lesson is asked for on the day before it is due.",
    severity=Severity.MAJOR,
    provenance="own (off by one)",
    kills=["FE-LEARN-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Ask about tomorrow."""

    @wrap(seams.services.tracks, "due")
    def due(original: Callable[..., list[DueReview]], work: Work, person_id: str, day: date) -> list[DueReview]:
        early = original(work, person_id, day + timedelta(days=1))
        if early != original(work, person_id, day):
            hit()
        return early
