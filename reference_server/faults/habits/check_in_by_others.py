"""Another person may check in."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Habit
from reference_server.store.work import Work

FAULT = Fault(
    id="habits.check_in_by_others",
    area="habits",
    title="Another person may check in",
    symptom="Whoever knows a habit's id keeps or spoils a stranger's streak.",
    severity=Severity.CRITICAL,
    provenance="CWE-639",
    kills=["CP-TODAY-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Look the habit up without asking whose it is."""

    @wrap(seams.services.habits, "find_owned")
    def find_owned(original: Callable[..., Habit], work: Work, person_id: str, habit_id: str) -> Habit:
        habit = work.session.get(Habit, habit_id)
        if habit is None or habit.person_id == person_id:
            return original(work, person_id, habit_id)
        hit()
        return habit
