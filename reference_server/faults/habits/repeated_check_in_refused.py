"""A repeated check-in is an error."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.services.refusals import HabitNotDue
from reference_server.store.tables import Habit
from reference_server.store.work import Work

FAULT = Fault(
    id="habits.repeated_check_in_refused",
    area="habits",
    title="A repeated check-in is an error",
    symptom="A retried request tells the person that it failed.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["CP-HABIT-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Refuse a day that counts already."""
    habits = seams.services.habits

    @wrap(habits, "count_once")
    def count_once(original: Callable[..., None], work: Work, habit: Habit, moment: Moment) -> None:
        if moment.local_date in habits.days_of(work, habit):
            hit()
            raise HabitNotDue("This habit is checked in already.")
        original(work, habit, moment)
