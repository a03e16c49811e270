"""Upper case in an address makes a second account."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="auth.email_case_matters",
    area="auth",
    title="Upper case in an address makes a second account",
    symptom="Ann@example.org and ann@example.org are two people.",
    severity=Severity.MAJOR,
    provenance="CWE-178",
    kills=["CP-AUTH-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Compare addresses as they are written."""

    @wrap(seams.services.accounts, "email_key")
    def email_key(original: Callable[..., str], email: str) -> str:
        if original(email) != email:
            hit()
        return email
