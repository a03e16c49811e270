"""Archiving a quest is answered and not kept."""

from collections.abc import Callable

from reference_server.contract.quests import Quest
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="quests.archive_not_kept",
    area="quests",
    title="Archiving a quest is answered and not kept",
    symptom="The quest is back after a reload, and still on Today.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-QUEST-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Restore the quest after answering."""

    @wrap(seams.services.quests, "archive")
    def archive(original: Callable[..., Quest], person_id: str, quest_id: str, *, archived: bool) -> Quest:
        answer = original(person_id, quest_id, archived=archived)
        if archived:
            hit()
            original(person_id, quest_id, archived=False)
        return answer
