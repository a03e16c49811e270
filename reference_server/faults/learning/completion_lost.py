"""A completed lesson is not kept."""

from collections.abc import Callable

from reference_server.contract.learning import Completion, Track
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="learning.completion_lost",
    area="learning",
    title="A completed lesson is not kept",
    symptom="Completed on the screen, open again after a reload.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["FE-LEARN-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take the completion back after answering."""
    tracks = seams.services.tracks

    @wrap(tracks, "complete")
    def complete(original: Callable[..., Track], person_id: str, track_id: str, command: Completion) -> Track:
        hit()
        answer = original(person_id, track_id, command)
        with seams.store.begin() as work:
            lesson = tracks.lesson_of(tracks.find_owned(work, person_id, track_id), command.lesson_id)
            lesson.completed_on = lesson.box = lesson.due_on = None
        return answer
