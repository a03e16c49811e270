"""A second check-in on a day counts again."""

from collections.abc import Callable
from datetime import timedelta

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import Habit
from reference_server.store.work import Work

FAULT = Fault(
    id="habits.second_check_in_counts",
    area="habits",
    title="A second check-in on a day counts again",
    symptom="A double click makes a streak of two days.",
    severity=Severity.MAJOR,
    provenance="CWE-837",
    kills=["CP-HABIT-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Count a repeated check-in for the day before."""
    habits = seams.services.habits

    @wrap(habits, "count_once")
    def count_once(original: Callable[..., None], work: Work, habit: Habit, moment: Moment) -> None:
        days = habits.days_of(work, habit)
        if moment.local_date in days:
            hit()
            work.habits.check_in(habit.id, min(days) - timedelta(days=1), moment.occurred_at)
        original(work, habit, moment)
