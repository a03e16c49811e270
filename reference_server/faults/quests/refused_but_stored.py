"""A refused quest is stored all the same."""

from collections.abc import Callable

from reference_server.contract.base import TITLE_LENGTH, Request
from reference_server.contract.quests import QuestDraft, StepDraft
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.items.writing import Writer
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
    """Store a repaired copy after refusing."""

    @wrap(seams.services.operations, "direct")
    def direct(
        original: Callable[..., object], writer: Writer, name: str, key: str, told: Request, op_id: str | None = None
    ) -> object:
        try:
            return original(writer, name, key, told, op_id)
        except Invalid:
            if isinstance(told, QuestDraft):
                hit()
                title = told.title.strip()[:TITLE_LENGTH] or "Untitled"
                repaired = {"title": title, "due_date": None, "steps": [StepDraft(title=title)]}
                seams.services.quests.create(writer.person_id, told.model_copy(update=repaired))
            raise
