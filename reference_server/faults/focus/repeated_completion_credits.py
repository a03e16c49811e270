"""Completing again credits again."""

from collections.abc import Callable

from sqlalchemy import update

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import Credit, FocusSession
from reference_server.store.work import Work

FAULT = Fault(
    id="focus.repeated_completion_credits",
    area="focus",
    title="Completing again credits again",
    symptom="A reload at the end of a session doubles its minutes.",
    severity=Severity.CRITICAL,
    provenance="CWE-837",
    kills=["CP-FOCUS-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Credit also what is completed already."""
    focus_sessions = seams.services.focus

    @wrap(focus_sessions, "finish")
    def finish(original: Callable[..., None], work: Work, focus: FocusSession, moment: Moment) -> None:
        if focus.state == "completed":
            hit()
            earlier = update(Credit).where(Credit.source_id == focus.id)
            work.session.execute(earlier.values(source_id=seams.ids.new_id()))
            focus_sessions.credit_once(work, focus, moment)
        original(work, focus, moment)
