"""Undoing a check-in is answered and not kept."""

from collections.abc import Callable

from reference_server.contract.base import Dated
from reference_server.contract.habits import Habit
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="habits.undo_not_kept",
    area="habits",
    title="Undoing a check-in is answered and not kept",
    symptom="The day is open on the screen and counted after a reload.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-HABIT-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Count the day again after answering."""
    habits = seams.services.habits

    @wrap(habits, "undo_check_in")
    def undo_check_in(original: Callable[..., Habit], person_id: str, habit_id: str, command: Dated) -> Habit:
        hit()
        answer = original(person_id, habit_id, command)
        habits.check_in(person_id, habit_id, command)
        return answer
