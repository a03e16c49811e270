"""A review that was not known moves up."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Lesson

FAULT = Fault(
    id="learning.wrong_answer_moves_up",
    area="learning",
    title="A review that was not known moves up",
    symptom="What nobody knew comes back later and later.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["FE-LEARN-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take every answer for the right one."""

    @wrap(seams.services.tracks, "next_box")
    def next_box(original: Callable[..., int], lesson: Lesson, *, knew: bool) -> int:
        if not knew:
            hit()
        return original(lesson, knew=True)
