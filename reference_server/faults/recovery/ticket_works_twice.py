"""A ticket resets the passphrase twice."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import RecoveryCode

FAULT = Fault(
    id="recovery.ticket_works_twice",
    area="recovery",
    title="A ticket resets the passphrase twice",
    symptom="Whoever overhears a reset can do another one.",
    severity=Severity.CRITICAL,
    provenance="CWE-294",
    kills=["E2-RECO-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Leave code and ticket as they were."""

    @wrap(seams.services.recovery_codes, "spend")
    def spend(_original: Callable[..., None], code: RecoveryCode) -> None:
        del code
        hit()
