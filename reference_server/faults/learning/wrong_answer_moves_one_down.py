"""A review that was not known moves one box down."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Lesson

FAULT = Fault(
    id="learning.wrong_answer_moves_one_down",
    area="learning",
    title="A review that was not known moves one box down",
    symptom="A forgotten lesson comes back in days instead of tomorrow.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["FE-LEARN-02"],
)
FIRST_THAT_DIFFERS = 3


def apply(seams: Seams, hit: Hit) -> None:
    """Go back by one box only."""

    @wrap(seams.services.tracks, "next_box")
    def next_box(original: Callable[..., int], lesson: Lesson, *, knew: bool) -> int:
        if knew or lesson.box is None or lesson.box < FIRST_THAT_DIFFERS:
            return original(lesson, knew=knew)
        hit()
        return lesson.box - 1
