"""Wrong passphrases are not counted."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store import tables

FAULT = Fault(
    id="vault_lock.guesses_not_counted",
    area="vault_lock",
    title="Wrong passphrases are not counted",
    symptom="Whoever has a session can try passphrases without end.",
    severity=Severity.CRITICAL,
    provenance="CWE-307",
    kills=["E2-LOCK-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let every wrong guess be the first one."""

    @wrap(seams.services.guesses, "counted")
    def counted(_original: Callable[..., int], made: tables.Guesses) -> int:
        if made.count:
            hit()
        return 1
