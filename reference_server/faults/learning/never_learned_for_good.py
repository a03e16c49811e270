"""The last box is never left."""

from collections.abc import Callable

from reference_server.contract.learning import BOX_DAYS
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Lesson

FAULT = Fault(
    id="learning.never_learned_for_good",
    area="learning",
    title="The last box is never left",
    symptom="A lesson that was known five times comes back for ever.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["FE-LEARN-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Stay in the last box."""

    @wrap(seams.services.tracks, "next_box")
    def next_box(original: Callable[..., int], lesson: Lesson, *, knew: bool) -> int:
        box = original(lesson, knew=knew)
        if box <= len(BOX_DAYS):
            return box
        hit()
        return len(BOX_DAYS)
