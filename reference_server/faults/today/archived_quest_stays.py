"""Archived quests stay on Today."""

from collections.abc import Callable
from datetime import date

from reference_server.contract.base import LARGEST_PAGE
from reference_server.contract.quests import Quest
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.work import Work

FAULT = Fault(
    id="today.archived_quest_stays",
    area="today",
    title="Archived quests stay on Today",
    symptom="What was put away is still asked for.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-QUEST-03", "CP-TODAY-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Add the archived quests."""
    quests = seams.services.quests

    @wrap(quests, "due")
    def due(original: Callable[..., list[Quest]], work: Work, person_id: str, day: date) -> list[Quest]:
        archived = [quests.view(row) for row in work.quests.page(person_id, "archived", LARGEST_PAGE, None).rows]
        if archived:
            hit()
        return [*original(work, person_id, day), *archived]
