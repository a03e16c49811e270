"""An abandoned session is still there after a reload."""

from collections.abc import Callable

from reference_server.contract.base import Dated
from reference_server.contract.focus import Focus
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="focus.abandoned_runs_on",
    area="focus",
    title="An abandoned session is still there after a reload",
    symptom="Giving up is answered and not kept.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-FOCUS-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Undo the transition after answering."""
    focus_sessions = seams.services.focus

    @wrap(focus_sessions, "abandon")
    def abandon(original: Callable[..., Focus], person_id: str, focus_id: str, command: Dated) -> Focus:
        hit()
        answer = original(person_id, focus_id, command)
        with seams.store.begin() as work:
            focus = focus_sessions.find_owned(work, person_id, focus_id)
            focus.state, focus.running_since, focus.ended_at = "running", focus.ended_at, None
        return answer
