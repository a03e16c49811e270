"""Two starts at the same time both succeed."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import text

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.work import Work

FAULT = Fault(
    id="focus.simultaneous_starts_both_win",
    area="focus",
    title="Two starts at the same time both succeed",
    symptom="Two devices that start together both have a running session.",
    severity=Severity.CRITICAL,
    provenance="CWE-362",
    kills=["CP-FOCUS-04"],
)
OVERLOOKED = timedelta(seconds=1)


def apply(seams: Seams, hit: Hit) -> None:
    """Overlook a session that began less than a second ago."""

    @wrap(seams.services.focus, "check_none_running")
    def check_none_running(original: Callable[..., None], work: Work, person_id: str) -> None:
        running = work.focus.open_of(person_id)
        if running is None or seams.clock.now() - running.updated_at > OVERLOOKED:
            original(work, person_id)
            return
        hit()
        work.session.execute(text("DROP INDEX IF EXISTS one_open_focus_session_a_person"))
