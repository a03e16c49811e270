"""Credited minutes are shown and not booked."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import FocusSession
from reference_server.store.work import Work

FAULT = Fault(
    id="focus.minutes_not_booked",
    area="focus",
    title="Credited minutes are shown and not booked",
    symptom="The history says 25 minutes, the balance does not.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["CP-FOCUS-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Mark the session as credited without a credit."""

    @wrap(seams.services.focus, "credit_once")
    def credit_once(_original: Callable[..., None], work: Work, focus: FocusSession, moment: Moment) -> None:
        del work, moment
        hit()
        focus.credited_minutes = focus.planned_minutes
