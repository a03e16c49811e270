"""Tomorrow's focus is on Today."""

from collections.abc import Callable
from datetime import date, timedelta

from reference_server.contract.focus import Focus
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.work import Work

FAULT = Fault(
    id="today.tomorrows_session_shown",
    area="today",
    title="Tomorrow's focus is on Today",
    symptom="A session that is planned for tomorrow stands in today's list.",
    severity=Severity.MAJOR,
    provenance="CWE-193",
    kills=["CP-TODAY-01", "CP-TODAY-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Look a day ahead."""

    @wrap(seams.services.focus, "planned_on")
    def planned_on(original: Callable[..., list[Focus]], work: Work, person_id: str, day: date) -> list[Focus]:
        tomorrow = original(work, person_id, day + timedelta(days=1))
        if tomorrow:
            hit()
        return [*original(work, person_id, day), *tomorrow]
