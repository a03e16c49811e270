"""A lesson completed offline is not completed by the replay."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.replays import lose_replay
from reference_server.seams import Seams

FAULT = Fault(
    id="learning.replayed_completion_lost",
    area="learning",
    title="A lesson completed offline is not completed by the replay",
    symptom="The device says synced, and the lesson is open again.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/GoogleChrome/workbox/issues/3237",
    kills=["FE-LEARN-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Answer that it was applied, and leave it at that."""
    lose_replay(seams, "learning.complete", hit)
