"""Tomorrow's habits are on Today."""

from collections.abc import Callable
from datetime import date, timedelta

from reference_server.contract.habits import Habit
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.work import Work

FAULT = Fault(
    id="today.tomorrows_habit_shown",
    area="today",
    title="Tomorrow's habits are on Today",
    symptom="A habit that starts tomorrow is asked for today.",
    severity=Severity.MAJOR,
    provenance="CWE-193",
    kills=["CP-TODAY-01", "CP-TODAY-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Look a day ahead."""
    habits = seams.services.habits

    @wrap(habits, "due")
    def due(original: Callable[..., list[Habit]], work: Work, person_id: str, day: date) -> list[Habit]:
        rows = work.habits.due(person_id, day + timedelta(days=1))
        if len(rows) != len(original(work, person_id, day)):
            hit()
        return habits.views(work, rows, day)
