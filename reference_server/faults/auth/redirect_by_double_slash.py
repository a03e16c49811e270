"""A return address may begin with two slashes."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="auth.redirect_by_double_slash",
    area="auth",
    title="A return address may begin with two slashes",
    symptom="//host leads off the site after signing in.",
    severity=Severity.CRITICAL,
    provenance="CWE-601",
    kills=["CP-AUTH-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Accept a protocol-relative address."""

    @wrap(seams.services.sign_in, "return_address")
    def return_address(original: Callable[..., str], wanted: str | None) -> str:
        if wanted and wanted.startswith("//"):
            hit()
            return wanted
        return original(wanted)
