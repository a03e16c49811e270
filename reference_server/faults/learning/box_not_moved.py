"""A review that was known stays in its box."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Lesson

FAULT = Fault(
    id="learning.box_not_moved",
    area="learning",
    title="A review that was known stays in its box",
    symptom="The same lesson comes back at the same distance for ever.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-LEARN-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Stay in the box."""

    @wrap(seams.services.tracks, "next_box")
    def next_box(original: Callable[..., int], lesson: Lesson, *, knew: bool) -> int:
        if not knew or lesson.box is None:
            return original(lesson, knew=knew)
        hit()
        return lesson.box
