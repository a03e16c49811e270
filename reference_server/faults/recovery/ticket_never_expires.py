"""A ticket never expires."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import RecoveryCode

FAULT = Fault(
    id="recovery.ticket_never_expires",
    area="recovery",
    title="A ticket never expires",
    symptom="A code that was redeemed and not used is gone, and its ticket good for ever.",
    severity=Severity.MAJOR,
    provenance="CWE-613",
    kills=["E2-RECO-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Look at no time."""

    @wrap(seams.services.recovery_codes, "has_expired")
    def has_expired(original: Callable[..., bool], code: RecoveryCode) -> bool:
        if original(code):
            hit()
        return False
