"""An abandoned session is credited."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import FocusSession
from reference_server.store.work import Work

FAULT = Fault(
    id="focus.abandoned_is_credited",
    area="focus",
    title="An abandoned session is credited",
    symptom="Starting and giving up at once earns the planned minutes.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["CP-FOCUS-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Credit what is given up."""
    focus_sessions = seams.services.focus

    @wrap(focus_sessions, "give_up")
    def give_up(original: Callable[..., None], work: Work, focus: FocusSession, moment: Moment) -> None:
        hit()
        original(work, focus, moment)
        focus_sessions.credit_once(work, focus, moment)
