"""Wrong codes are not counted."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.services.vault.guesses import Purpose
from reference_server.store.work import Work

FAULT = Fault(
    id="recovery.wrong_codes_not_counted",
    area="recovery",
    title="Wrong codes are not counted",
    symptom="The page says the same number of attempts each time, and means it.",
    severity=Severity.CRITICAL,
    provenance="CWE-307",
    kills=["E2-RECO-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Count wrong passphrases alone."""
    guesses = seams.services.guesses

    @wrap(guesses, "count")
    def count(original: Callable[..., int], work: Work, person_id: str, purpose: Purpose) -> int:
        if purpose != "code":
            return original(work, person_id, purpose)
        hit()
        return guesses.attempts - 1
