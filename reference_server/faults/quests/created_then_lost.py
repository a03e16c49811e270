"""A new quest is answered and not kept."""

from collections.abc import Callable

from reference_server.contract.quests import Quest, QuestDraft
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="quests.created_then_lost",
    area="quests",
    title="A new quest is answered and not kept",
    symptom="201 Created, and after a reload the quest is gone.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["CP-QUEST-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Delete the quest after answering."""
    quests = seams.services.quests

    @wrap(quests, "create")
    def create(original: Callable[..., Quest], person_id: str, draft: QuestDraft) -> Quest:
        hit()
        quest = original(person_id, draft)
        quests.delete(person_id, quest.id)
        return quest
