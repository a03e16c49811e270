"""Another browser may finish a sign-in."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm
from reference_server.seams import Seams
from reference_server.services.refusals import SignInRefused

FAULT = Fault(
    id="auth.browser_not_checked",
    area="auth",
    title="Another browser may finish a sign-in",
    symptom="A callback link sent to a victim signs them in as the sender.",
    severity=Severity.CRITICAL,
    provenance="CWE-384",
    kills=["CP-AUTH-05"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let any browser bring the callback."""
    disarm(seams.services.sign_in, "check_browser", SignInRefused, hit)
