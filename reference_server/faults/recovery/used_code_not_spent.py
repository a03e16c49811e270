"""A used code works again."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import RecoveryCode

FAULT = Fault(
    id="recovery.used_code_not_spent",
    area="recovery",
    title="A used code works again",
    symptom="Whoever finds a crossed-out code opens the vault with it.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/Jacobtims/filament-breezy/issues/284",
    rows=["L-29"],
    kills=["E2-RECO-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Give the code back at its use."""

    @wrap(seams.services.recovery_codes, "spend")
    def spend(_original: Callable[..., None], code: RecoveryCode) -> None:
        hit()
        code.state, code.ticket_hash = "unused", None
