"""The Habits page is a day behind."""

from collections.abc import Callable
from datetime import date, timedelta

from reference_server.contract.habits import HabitPage, HabitQuery
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="habits.list_a_day_behind",
    area="habits",
    title="The Habits page is a day behind",
    symptom="What was checked in on Today is still open on the Habits page.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-TODAY-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """List habits as they were the day before."""

    @wrap(seams.services.habits, "listing")
    def listing(original: Callable[..., HabitPage], person_id: str, query: HabitQuery, day: date) -> HabitPage:
        hit()
        return original(person_id, query, day - timedelta(days=1))
