"""The schedule skips a box."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Lesson

FAULT = Fault(
    id="learning.schedule_skips_a_box",
    area="learning",
    title="The schedule skips a box",
    symptom="After four days a lesson comes back in sixteen.",
    severity=Severity.MINOR,
    provenance="own (off by one)",
    kills=["FE-LEARN-02"],
)
SKIPPED = 4


def apply(seams: Seams, hit: Hit) -> None:
    """Leave the fourth box out."""

    @wrap(seams.services.tracks, "next_box")
    def next_box(original: Callable[..., int], lesson: Lesson, *, knew: bool) -> int:
        box = original(lesson, knew=knew)
        if box != SKIPPED:
            return box
        hit()
        return box + 1
