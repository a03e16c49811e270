"""Unticking does not lower the progress."""

from collections.abc import Callable

from reference_server.contract.quests import Progress
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import Quest

FAULT = Fault(
    id="quests.progress_never_falls",
    area="quests",
    title="Unticking does not lower the progress",
    symptom="Progress shows the most that ever was ticked.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["CP-QUEST-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Keep the highest count of each quest."""
    highest: dict[str, int] = {}

    @wrap(seams.services.quests, "progress_of")
    def progress_of(original: Callable[..., Progress], quest: Quest) -> Progress:
        progress = original(quest)
        highest[quest.id] = max(progress.ticked, highest.get(quest.id, 0))
        if highest[quest.id] != progress.ticked:
            hit()
        return Progress(ticked=highest[quest.id], total=progress.total)
