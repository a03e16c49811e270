"""Today keeps a quest's old title."""

from collections.abc import Callable
from datetime import date

from reference_server.contract.quests import Quest
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.database import Work

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
    """Remember on Today the title that was first seen."""
    titles: dict[str, str] = {}

    @wrap(seams.services.quests, "due")
    def due(original: Callable[..., list[Quest]], work: Work, person_id: str, day: date) -> list[Quest]:
        quests = original(work, person_id, day)
        if any(titles.setdefault(quest.id, quest.title) != quest.title for quest in quests):
            hit()
        return [quest.model_copy(update={"title": titles[quest.id]}) for quest in quests]
