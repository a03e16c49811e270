"""The first check-in makes a streak of two."""

from collections.abc import Callable, Sequence
from datetime import date

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="habits.streak_starts_at_two",
    area="habits",
    title="The first check-in makes a streak of two",
    symptom="Every streak is a day too long.",
    severity=Severity.MINOR,
    provenance="CWE-193",
    kills=["CP-HABIT-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Count one day too many."""

    @wrap(seams.services.habits, "streak_at")
    def streak_at(original: Callable[..., int], days: Sequence[date], day: date) -> int:
        streak = original(days, day)
        if streak == 0:
            return 0
        hit()
        return streak + 1
