"""A quest's notes are not kept."""

from collections.abc import Callable

from reference_server.contract.quests import Quest, QuestDraft
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="quests.notes_lost",
    area="quests",
    title="A quest's notes are not kept",
    symptom="The notes are on the screen until the page is loaded again.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["CP-QUEST-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Store no notes and answer with them."""

    @wrap(seams.services.quests, "create")
    def create(original: Callable[..., Quest], person_id: str, draft: QuestDraft) -> Quest:
        if draft.notes:
            hit()
        quest = original(person_id, draft.model_copy(update={"notes": ""}))
        return quest.model_copy(update={"notes": draft.notes})
