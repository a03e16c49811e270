"""A repeated check-in takes the first one back."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import Habit
from reference_server.store.work import Work

FAULT = Fault(
    id="habits.repeated_check_in_undoes",
    area="habits",
    title="A repeated check-in takes the first one back",
    symptom="A retried request loses the day.",
    severity=Severity.MAJOR,
    provenance="own (toggle instead of set)",
    kills=["CP-HABIT-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Toggle instead of counting once."""
    habits = seams.services.habits

    @wrap(habits, "count_once")
    def count_once(original: Callable[..., None], work: Work, habit: Habit, moment: Moment) -> None:
        if moment.local_date not in habits.days_of(work, habit):
            original(work, habit, moment)
            return
        hit()
        habits.uncount(work, habit, moment)
