"""Progress stops at the first open step."""

from collections.abc import Callable
from itertools import takewhile

from reference_server.contract.quests import Progress
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Quest

FAULT = Fault(
    id="quests.progress_in_order_only",
    area="quests",
    title="Progress stops at the first open step",
    symptom="A step ticked out of order does not count.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-QUEST-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Count ticked steps up to the first open one."""

    @wrap(seams.services.quests, "progress_of")
    def progress_of(original: Callable[..., Progress], quest: Quest) -> Progress:
        ticked = sum(1 for _ in takewhile(lambda step: step.ticked, quest.steps))
        progress = original(quest)
        if ticked != progress.ticked:
            hit()
        return Progress(ticked=ticked, total=progress.total)
