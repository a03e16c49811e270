"""Archived habits stay on Today."""

from collections.abc import Callable
from datetime import date

from reference_server.contract.base import LARGEST_PAGE
from reference_server.contract.habits import Habit
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.work import Work

FAULT = Fault(
    id="today.archived_habit_stays",
    area="today",
    title="Archived habits stay on Today",
    symptom="A habit that was given up is still asked for.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-TODAY-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Add the archived habits."""
    habits = seams.services.habits

    @wrap(habits, "due")
    def due(original: Callable[..., list[Habit]], work: Work, person_id: str, day: date) -> list[Habit]:
        archived = work.habits.page(person_id, True, LARGEST_PAGE, None).rows
        if archived:
            hit()
        return [*original(work, person_id, day), *habits.views(work, archived, day)]
