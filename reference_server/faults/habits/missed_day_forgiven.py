"""A missed day does not break the streak."""

from collections.abc import Callable, Sequence
from datetime import date

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="habits.missed_day_forgiven",
    area="habits",
    title="A missed day does not break the streak",
    symptom="The streak counts check-ins instead of days in a row.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-HABIT-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Count every check-in up to the day."""

    @wrap(seams.services.habits, "streak_at")
    def streak_at(original: Callable[..., int], days: Sequence[date], day: date) -> int:
        counted = sum(checked <= day for checked in days)
        if counted != original(days, day):
            hit()
        return counted
