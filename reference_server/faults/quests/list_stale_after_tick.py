"""The list of quests is stale after a tick."""

from collections.abc import Callable

from reference_server.contract.quests import Quest, QuestDraft, QuestPage, QuestQuery
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="quests.list_stale_after_tick",
    area="quests",
    title="The list of quests is stale after a tick",
    symptom="What was ticked on Today is still open on the Quests page.",
    severity=Severity.MAJOR,
    provenance="own (a cache that ticks do not invalidate)",
    kills=["CP-TODAY-02", "CP-QUEST-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """List a quest as it was made, until its title, notes, date or place in the lists change."""
    kept: dict[tuple[object, ...], Quest] = {}
    quests = seams.services.quests

    @wrap(quests, "create")
    def create(original: Callable[..., Quest], person_id: str, draft: QuestDraft) -> Quest:
        quest = original(person_id, draft)
        kept[_key(quest)] = quest
        return quest

    @wrap(quests, "listing")
    def listing(original: Callable[..., QuestPage], person_id: str, query: QuestQuery) -> QuestPage:
        page = original(person_id, query)
        items = [kept.get(_key(quest), quest) for quest in page.items]
        if items != page.items:
            hit()
        return page.model_copy(update={"items": items})


def _key(quest: Quest) -> tuple[object, ...]:
    return quest.id, quest.title, quest.notes, quest.due_date, quest.status == "archived"
