"""Pauses are credited as work."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import update

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import Credit, FocusSession
from reference_server.store.work import Work

FAULT = Fault(
    id="focus.pauses_credited",
    area="focus",
    title="Pauses are credited as work",
    symptom="A session that was paused credits more than was planned.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-FOCUS-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Credit the time from start to end."""

    @wrap(seams.services.focus, "credit_once")
    def credit_once(original: Callable[..., None], work: Work, focus: FocusSession, moment: Moment) -> None:
        original(work, focus, moment)
        minutes = (moment.occurred_at - (focus.started_at or moment.occurred_at)) // timedelta(minutes=1)
        if minutes != focus.planned_minutes:
            hit()
            focus.credited_minutes = minutes
            work.session.execute(update(Credit).where(Credit.source_id == focus.id).values(amount=minutes))
