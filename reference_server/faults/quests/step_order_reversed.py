"""Steps come back in another order."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Step

FAULT = Fault(
    id="quests.step_order_reversed",
    area="quests",
    title="Steps come back in another order",
    symptom="After a reload the last step stands first.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-QUEST-01"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Give the steps falling numbers."""

    @wrap(seams.services.quests, "new_step")
    def new_step(original: Callable[..., Step], title: str, position: int, step_id: str | None = None) -> Step:
        if position:
            hit()
        return original(title, -position, step_id)
