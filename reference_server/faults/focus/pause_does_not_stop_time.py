"""A pause does not stop the time."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import FocusSession
from reference_server.store.work import Work

FAULT = Fault(
    id="focus.pause_does_not_stop_time",
    area="focus",
    title="A pause does not stop the time",
    symptom="The minutes of the pause are taken off the session.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-FOCUS-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Go on counting from the moment of the pause."""

    @wrap(seams.services.focus, "release")
    def release(original: Callable[..., None], work: Work, focus: FocusSession, moment: Moment) -> None:
        paused_at = focus.last_event_at
        original(work, focus, moment)
        if paused_at != moment.occurred_at:
            hit()
            focus.running_since = paused_at
