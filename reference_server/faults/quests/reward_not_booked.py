"""A completed quest's reward is shown and not booked."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import Quest
from reference_server.store.work import Work

FAULT = Fault(
    id="quests.reward_not_booked",
    area="quests",
    title="A completed quest's reward is shown and not booked",
    symptom="The quest says 10 points, the balance does not.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-QUEST-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Mark the quest as rewarded without a credit."""

    @wrap(seams.services.quests, "grant_reward_once")
    def grant_reward_once(_original: Callable[..., None], work: Work, quest: Quest, moment: Moment) -> None:
        del work
        hit()
        quest.rewarded_at = moment.occurred_at
