"""Editing a quest unticks its steps."""

from collections.abc import Callable

from reference_server.contract.quests import StepChange
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Quest, Step

FAULT = Fault(
    id="quests.edit_unticks_steps",
    area="quests",
    title="Editing a quest unticks its steps",
    symptom="Saving a new title costs the progress that was made.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["CP-QUEST-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Make every step of an edited quest anew."""

    @wrap(seams.services.quests, "changed_steps")
    def changed_steps(original: Callable[..., list[Step]], quest: Quest, changes: list[StepChange]) -> list[Step]:
        if any(step.ticked for step in quest.steps):
            hit()
        steps = original(quest, changes)
        for step in steps:
            step.ticked = False
        return steps
