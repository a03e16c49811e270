"""A code that is in use can be used by somebody else."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.tables import RecoveryCode

FAULT = Fault(
    id="recovery.reserved_code_redeemed",
    area="recovery",
    title="A code that is in use can be used by somebody else",
    symptom="Two devices that redeem one code at once both get a ticket.",
    severity=Severity.CRITICAL,
    provenance="CWE-362",
    rows=["L-29"],
    kills=["E2-RECO-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take a reserved code for an unused one."""

    @wrap(seams.services.recovery_codes, "is_unused")
    def is_unused(original: Callable[..., bool], code: RecoveryCode) -> bool:
        if code.state == "reserved" and not original(code):
            hit()
        return code.state != "used"
