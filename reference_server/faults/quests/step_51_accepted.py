"""A quest of 51 steps is accepted."""

from collections.abc import Callable

from reference_server.contract.quests import LARGEST_QUEST
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="quests.step_51_accepted",
    area="quests",
    title="A quest of 51 steps is accepted",
    symptom="The limit on steps is not enforced.",
    severity=Severity.MINOR,
    provenance="CWE-193",
    kills=["CP-QUEST-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Accept one step too many."""
    limits = seams.services.limits

    @wrap(limits, "step_titles")
    def step_titles(original: Callable[..., list[str]], titles: list[str]) -> list[str]:
        if len(titles) != LARGEST_QUEST + 1:
            return original(titles)
        hit()
        return [*original(titles[:-1]), limits.title(titles[-1])]
