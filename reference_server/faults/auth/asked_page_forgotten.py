"""Sign-in forgets the page that was asked for."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="auth.asked_page_forgotten",
    area="auth",
    title="Sign-in forgets the page that was asked for",
    symptom="Every sign-in ends on Today, whatever link was followed.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["CP-AUTH-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Go to Today whatever was asked for."""

    @wrap(seams.services.sign_in, "return_address")
    def return_address(original: Callable[..., str], wanted: str | None) -> str:
        if original(wanted) != original(None):
            hit()
        return original(None)
