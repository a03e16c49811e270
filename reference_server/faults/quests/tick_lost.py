"""A ticked step is not kept."""

from collections.abc import Callable

from reference_server.contract.quests import Quest, Tick
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="quests.tick_lost",
    area="quests",
    title="A ticked step is not kept",
    symptom="The tick is on the screen and gone after a reload.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["CP-QUEST-02", "CP-TODAY-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Undo the tick after answering."""
    quests = seams.services.quests

    @wrap(quests, "tick")
    def tick(original: Callable[..., Quest], person_id: str, quest_id: str, step_id: str, tick: Tick) -> Quest:
        hit()
        answer = original(person_id, quest_id, step_id, tick)
        with seams.store.begin() as work:
            step = quests.step_of(quests.find_owned(work, person_id, quest_id), step_id)
            quests.set_tick(step, ticked=not tick.ticked)
        return answer
