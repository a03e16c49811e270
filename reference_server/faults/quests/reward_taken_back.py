"""Unticking a step takes the reward back."""

from collections.abc import Callable

from sqlalchemy import delete

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.moments import Moment
from reference_server.store.tables import Credit, Quest
from reference_server.store.work import Work

FAULT = Fault(
    id="quests.reward_taken_back",
    area="quests",
    title="Unticking a step takes the reward back",
    symptom="Points that were earned vanish.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-QUEST-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Delete the credit of a quest that is open again."""

    @wrap(seams.services.quests, "settle")
    def settle(original: Callable[..., None], work: Work, quest: Quest, moment: Moment) -> None:
        original(work, quest, moment)
        if quest.completed_on is None and quest.rewarded_at is not None:
            hit()
            work.session.execute(delete(Credit).where(Credit.source_id == quest.id))
            quest.rewarded_at = None
