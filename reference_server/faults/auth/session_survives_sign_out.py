"""The cookie works after signing out."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams
from reference_server.store.work import Work

FAULT = Fault(
    id="auth.session_survives_sign_out",
    area="auth",
    title="The cookie works after signing out",
    symptom="Whoever copied the cookie stays signed in.",
    severity=Severity.CRITICAL,
    provenance="CWE-613",
    kills=["CP-AUTH-04"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Leave the session alive."""

    @wrap(seams.services.sessions, "revoke")
    def revoke(_original: Callable[..., None], work: Work, session_id: str) -> None:
        del work, session_id
        hit()
