"""A pause loses the time before it."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import FocusSession
from reference_server.store.work import Work

FAULT = Fault(
    id="focus.pause_loses_time",
    area="focus",
    title="A pause loses the time before it",
    symptom="After a pause the whole planned time is left again.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-FOCUS-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Forget the time so far."""

    @wrap(seams.services.focus, "hold")
    def hold(original: Callable[..., None], work: Work, focus: FocusSession, moment: Moment) -> None:
        hit()
        original(work, focus, moment)
        focus.elapsed_ms = 0
