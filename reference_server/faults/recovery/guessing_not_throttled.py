"""Codes can be guessed without end."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.refusals import Throttled
from reference_server.services.vault.guesses import Purpose
from reference_server.store.work import Work

FAULT = Fault(
    id="recovery.guessing_not_throttled",
    area="recovery",
    title="Codes can be guessed without end",
    symptom="A program tries codes until one is right.",
    severity=Severity.CRITICAL,
    provenance="CWE-307",
    kills=["E2-RECO-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let nobody wait who guesses codes."""

    @wrap(seams.services.guesses, "refusal")
    def refusal(
        original: Callable[..., Throttled | None], work: Work, person_id: str, purpose: Purpose
    ) -> Throttled | None:
        refused = original(work, person_id, purpose)
        if refused is None or purpose != "code":
            return refused
        hit()
        return None
