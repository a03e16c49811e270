"""A review answered offline is not answered by the replay."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.replays import lose_replay
from reference_server.seams import Seams

FAULT = Fault(
    id="learning.replayed_answer_lost",
    area="learning",
    title="A review answered offline is not answered by the replay",
    symptom="The device says synced, and the review is due again.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/GoogleChrome/workbox/issues/3237",
    kills=["FE-LEARN-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Answer that it was applied, and leave it at that."""
    lose_replay(seams, "learning.answer", hit)
