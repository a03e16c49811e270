"""A sign-in attempt never expires."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm
from reference_server.seams import Seams
from reference_server.services.refusals import SignInRefused

FAULT = Fault(
    id="auth.attempt_never_expires",
    area="auth",
    title="A sign-in attempt never expires",
    symptom="A callback link stays usable for ever.",
    severity=Severity.MAJOR,
    provenance="CWE-613",
    kills=["CP-AUTH-05"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Accept an attempt of any age."""
    disarm(seams.services.sign_in, "check_age", SignInRefused, hit)
