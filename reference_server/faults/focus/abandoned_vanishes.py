"""An abandoned session leaves no trace."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import FocusSession
from reference_server.store.work import Work

FAULT = Fault(
    id="focus.abandoned_vanishes",
    area="focus",
    title="An abandoned session leaves no trace",
    symptom="What was given up is missing in the history.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-FOCUS-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Delete what is given up."""

    @wrap(seams.services.focus, "give_up")
    def give_up(original: Callable[..., None], work: Work, focus: FocusSession, moment: Moment) -> None:
        hit()
        original(work, focus, moment)
        work.focus.delete(focus)
