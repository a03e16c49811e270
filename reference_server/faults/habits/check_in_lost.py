"""A check-in is answered and not kept."""

from collections.abc import Callable

from reference_server.contract.base import Dated
from reference_server.contract.habits import Habit
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="habits.check_in_lost",
    area="habits",
    title="A check-in is answered and not kept",
    symptom="Checked in on the screen, open again after a reload.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["CP-HABIT-01", "CP-TODAY-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take the day back after answering."""
    habits = seams.services.habits

    @wrap(habits, "check_in")
    def check_in(original: Callable[..., Habit], person_id: str, habit_id: str, command: Dated) -> Habit:
        hit()
        answer = original(person_id, habit_id, command)
        habits.undo_check_in(person_id, habit_id, command)
        return answer
