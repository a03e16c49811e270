"""Today is the server's day."""

from collections.abc import Callable
from datetime import date

from reference_server.contract.today import Today
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="today.day_of_the_server",
    area="today",
    title="Today is the server's day",
    symptom="The list turns at the server's midnight, not at the person's.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["CP-TODAY-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Ignore the day that was asked for."""

    @wrap(seams.services.today, "on")
    def on(original: Callable[..., Today], person_id: str, day: date) -> Today:
        server_day = seams.clock.now().date()
        if day != server_day:
            hit()
        return original(person_id, server_day)
