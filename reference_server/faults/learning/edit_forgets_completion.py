"""An edited track begins anew."""

from collections.abc import Callable

from reference_server.contract.learning import TrackChange
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Track

FAULT = Fault(
    id="learning.edit_forgets_completion",
    area="learning",
    title="An edited track begins anew",
    symptom="A new title, and every lesson is open again.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["FE-LEARN-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Forget what was completed."""

    @wrap(seams.services.tracks, "apply")
    def apply_change(original: Callable[..., None], track: Track, change: TrackChange) -> None:
        original(track, change)
        for lesson in track.lessons:
            if lesson.completed_on is not None:
                hit()
            lesson.completed_on = lesson.box = lesson.due_on = None
