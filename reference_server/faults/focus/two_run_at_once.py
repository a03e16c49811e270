"""Two sessions run at the same time."""

from collections.abc import Callable

from sqlalchemy import text

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.work import Work

FAULT = Fault(
    id="focus.two_run_at_once",
    area="focus",
    title="Two sessions run at the same time",
    symptom="One hour of work is credited as two.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["CP-FOCUS-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Neither check for a running session nor let the database do it."""

    @wrap(seams.services.focus, "check_none_running")
    def check_none_running(_original: Callable[..., None], work: Work, person_id: str) -> None:
        if work.focus.open_of(person_id) is not None:
            hit()
            work.session.execute(text("DROP INDEX IF EXISTS one_open_focus_session_a_person"))
