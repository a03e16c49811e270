"""Each completion is rewarded."""

from collections.abc import Callable

from sqlalchemy import update

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import Credit, Quest
from reference_server.store.work import Work

FAULT = Fault(
    id="quests.reward_at_each_completion",
    area="quests",
    title="Each completion is rewarded",
    symptom="Untick and tick the last step, and the points come again.",
    severity=Severity.CRITICAL,
    provenance="CWE-837",
    kills=["CP-QUEST-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Forget, before granting, that the quest was rewarded."""

    @wrap(seams.services.quests, "grant_reward_once")
    def grant_reward_once(original: Callable[..., None], work: Work, quest: Quest, moment: Moment) -> None:
        if quest.rewarded_at is not None:
            hit()
            earlier = update(Credit).where(Credit.source_id == quest.id)
            work.session.execute(earlier.values(source_id=seams.ids.new_id()))
        original(work, quest, moment)
