"""Sign-in leads to any address."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="auth.open_redirect",
    area="auth",
    title="Sign-in leads to any address",
    symptom="A crafted sign-in link ends on an attacker's page.",
    severity=Severity.CRITICAL,
    provenance="CWE-601",
    kills=["CP-AUTH-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Believe every return address."""

    @wrap(seams.services.sign_in, "return_address")
    def return_address(original: Callable[..., str], wanted: str | None) -> str:
        address = original(wanted)
        if wanted and wanted != address:
            hit()
        return wanted or address
