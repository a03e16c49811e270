"""Today keeps a quest's old title."""

from collections.abc import Callable
from datetime import date

from reference_server.contract.quests import Quest, QuestDraft
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.work import Work

FAULT = Fault(
    id="quests.edit_not_on_today",
    area="quests",
    title="Today keeps a quest's old title",
    symptom="An edited quest has its new title on one page only.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-QUEST-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Show on Today the title that a quest was made with."""
    titles: dict[str, str] = {}
    quests = seams.services.quests

    @wrap(quests, "create")
    def create(original: Callable[..., Quest], person_id: str, draft: QuestDraft) -> Quest:
        quest = original(person_id, draft)
        titles[quest.id] = quest.title
        return quest

    @wrap(quests, "due")
    def due(original: Callable[..., list[Quest]], work: Work, person_id: str, day: date) -> list[Quest]:
        listed = original(work, person_id, day)
        if any(titles[quest.id] != quest.title for quest in listed):
            hit()
        return [quest.model_copy(update={"title": titles[quest.id]}) for quest in listed]
