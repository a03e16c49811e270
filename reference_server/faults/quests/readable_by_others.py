"""Another person's quest is readable by its id."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Quest
from reference_server.store.work import Work

FAULT = Fault(
    id="quests.readable_by_others",
    area="quests",
    title="Another person's quest is readable by its id",
    symptom="Whoever knows or guesses an id reads a stranger's quest.",
    severity=Severity.CRITICAL,
    provenance="CWE-639",
    kills=["CP-TODAY-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Look the quest up without asking whose it is."""

    @wrap(seams.services.quests, "find_owned")
    def find_owned(original: Callable[..., Quest], work: Work, person_id: str, quest_id: str) -> Quest:
        quest = work.session.get(Quest, quest_id)
        if quest is None or quest.person_id == person_id:
            return original(work, person_id, quest_id)
        hit()
        return quest
