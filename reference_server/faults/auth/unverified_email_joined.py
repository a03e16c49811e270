"""An address that is not verified opens the account."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm
from reference_server.seams import Seams
from reference_server.services.refusals import SignInRefused

FAULT = Fault(
    id="auth.unverified_email_joined",
    area="auth",
    title="An address that is not verified opens the account",
    symptom="Whoever claims an address at a provider gets its owner's account.",
    severity=Severity.CRITICAL,
    provenance="CWE-287",
    kills=["CP-AUTH-05"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Believe every address."""
    disarm(seams.services.sign_in, "check_email_verified", SignInRefused, hit)
