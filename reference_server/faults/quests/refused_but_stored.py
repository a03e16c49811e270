"""A refused quest is stored all the same."""

from collections.abc import Callable

from reference_server.contract.base import TITLE_LENGTH
from reference_server.contract.quests import Quest, QuestDraft, StepDraft
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.refusals import Invalid

FAULT = Fault(
    id="quests.refused_but_stored",
    area="quests",
    title="A refused quest is stored all the same",
    symptom="The form shows an error, and after a reload the quest is there.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-QUEST-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Store a repaired copy before refusing."""

    @wrap(seams.services.quests, "create")
    def create(original: Callable[..., Quest], person_id: str, draft: QuestDraft) -> Quest:
        try:
            return original(person_id, draft)
        except Invalid:
            hit()
            title = draft.title.strip()[:TITLE_LENGTH] or "Untitled"
            repaired = {"title": title, "due_date": None, "steps": [StepDraft(title=title)]}
            original(person_id, draft.model_copy(update=repaired))
            raise
