"""An abandoned session is booked unseen."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import FocusSession
from reference_server.store.work import Work

FAULT = Fault(
    id="focus.abandoned_is_booked_silently",
    area="focus",
    title="An abandoned session is booked unseen",
    symptom="The history says 0 minutes, the balance has grown.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["CP-FOCUS-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Book a credit and show none."""
    focus_sessions = seams.services.focus

    @wrap(focus_sessions, "give_up")
    def give_up(original: Callable[..., None], work: Work, focus: FocusSession, moment: Moment) -> None:
        hit()
        original(work, focus, moment)
        focus_sessions.credit_once(work, focus, moment)
        focus.credited_minutes = 0
