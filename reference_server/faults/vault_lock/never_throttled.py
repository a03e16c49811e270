"""Nobody has to wait after wrong passphrases."""

from collections.abc import Callable
from datetime import datetime

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables

FAULT = Fault(
    id="vault_lock.never_throttled",
    area="vault_lock",
    title="Nobody has to wait after wrong passphrases",
    symptom="The attempts left go to zero, and more are taken.",
    severity=Severity.CRITICAL,
    provenance="CWE-307",
    kills=["E2-LOCK-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Never wait."""

    @wrap(seams.services.guesses, "is_waiting")
    def is_waiting(original: Callable[..., bool], made: tables.Guesses, now: datetime) -> bool:
        if original(made, now):
            hit()
        return False
