"""The longest streak is forgotten with the current one."""

from collections.abc import Callable, Sequence
from datetime import date

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="habits.longest_forgotten",
    area="habits",
    title="The longest streak is forgotten with the current one",
    symptom="After a missed day the best streak is 0 too.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["CP-HABIT-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Show the last stretch as the longest."""
    habits = seams.services.habits

    @wrap(habits, "longest_of")
    def longest_of(original: Callable[..., int], days: Sequence[date]) -> int:
        last = habits.streak_at(days, max(days)) if days else 0
        if last != original(days):
            hit()
        return last
