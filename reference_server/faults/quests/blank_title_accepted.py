"""A title of blanks is accepted."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="quests.blank_title_accepted",
    area="quests",
    title="A title of blanks is accepted",
    symptom="A quest without a name stands in the list.",
    severity=Severity.MINOR,
    provenance="CWE-20",
    kills=["CP-QUEST-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Accept what is empty once trimmed."""

    @wrap(seams.services.limits, "title")
    def title(original: Callable[..., str], text: str, field: str = "title") -> str:
        if not text.strip():
            hit()
            return text
        return original(text, field)
