"""A title of 201 characters is accepted."""

from collections.abc import Callable

from reference_server.contract.base import TITLE_LENGTH
from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="quests.title_of_201_accepted",
    area="quests",
    title="A title of 201 characters is accepted",
    symptom="The limit shown at the field is not the server's.",
    severity=Severity.MINOR,
    provenance="CWE-193",
    kills=["CP-QUEST-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Be off by one at the limit."""

    @wrap(seams.services.limits, "title")
    def title(original: Callable[..., str], text: str, field: str = "title") -> str:
        if len(text.strip()) == TITLE_LENGTH + 1:
            hit()
            return text.strip()
        return original(text, field)
