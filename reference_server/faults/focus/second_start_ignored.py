"""A second start is answered and does nothing."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import FocusSession
from reference_server.store.work import Work

FAULT = Fault(
    id="focus.second_start_ignored",
    area="focus",
    title="A second start is answered and does nothing",
    symptom="The second device believes that its session runs.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-FOCUS-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Answer 200 where a conflict is due."""

    @wrap(seams.services.focus, "begin")
    def begin(original: Callable[..., None], work: Work, focus: FocusSession, moment: Moment) -> None:
        if work.focus.open_of(focus.person_id) is None:
            original(work, focus, moment)
        else:
            hit()
