"""Undoing a check-in ends the streak."""

from collections.abc import Callable
from datetime import timedelta

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import Habit
from reference_server.store.work import Work

FAULT = Fault(
    id="habits.undo_ends_streak",
    area="habits",
    title="Undoing a check-in ends the streak",
    symptom="One wrong click costs the streak that was.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["CP-HABIT-04"],
)
DAY = timedelta(days=1)


def apply(seams: Seams, hit: Hit) -> None:
    """Take the whole stretch back with the day."""
    habits = seams.services.habits

    @wrap(habits, "uncount")
    def uncount(original: Callable[..., None], work: Work, habit: Habit, moment: Moment) -> None:
        original(work, habit, moment)
        day = moment.local_date - DAY
        days = habits.days_of(work, habit)
        while day in days:
            hit()
            work.habits.undo_check_in(habit.id, day)
            day -= DAY
