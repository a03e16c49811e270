"""An expired ticket burns its code."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import RecoveryCode

FAULT = Fault(
    id="recovery.expired_ticket_burns_code",
    area="recovery",
    title="An expired ticket burns its code",
    symptom="A browser that crashes at the wrong moment costs a code.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-RECO-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Never give a reserved code back."""

    @wrap(seams.services.recovery_codes, "is_unused")
    def is_unused(original: Callable[..., bool], code: RecoveryCode) -> bool:
        if code.state == "reserved" and original(code):
            hit()
        return code.state == "unused"
