"""A streak ends at the end of the month."""

from collections.abc import Callable, Sequence
from datetime import date

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="habits.streak_ends_with_month",
    area="habits",
    title="A streak ends at the end of the month",
    symptom="On the first of the month everybody starts again.",
    severity=Severity.MAJOR,
    provenance="own (days compared by their number in the month)",
    kills=["CP-HABIT-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Look at the present month only."""

    @wrap(seams.services.habits, "streak_at")
    def streak_at(original: Callable[..., int], days: Sequence[date], day: date) -> int:
        streak = original([checked for checked in days if checked.replace(day=1) == day.replace(day=1)], day)
        if streak != original(days, day):
            hit()
        return streak
