"""A second start ends the first session."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import FocusSession
from reference_server.store.work import Work

FAULT = Fault(
    id="focus.second_start_ends_first",
    area="focus",
    title="A second start ends the first session",
    symptom="Starting on the phone silently abandons what runs on the laptop.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["CP-FOCUS-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Abandon what is running."""

    @wrap(seams.services.focus, "begin")
    def begin(original: Callable[..., None], work: Work, focus: FocusSession, moment: Moment) -> None:
        running = work.focus.open_of(focus.person_id)
        if running is not None:
            hit()
            running.state, running.ended_at, running.running_since = "abandoned", moment.occurred_at, None
            work.session.flush()
        original(work, focus, moment)
