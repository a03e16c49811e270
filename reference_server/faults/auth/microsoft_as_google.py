"""Microsoft's flow uses Google's client id."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="auth.microsoft_as_google",
    area="auth",
    title="Microsoft's flow uses Google's client id",
    symptom="Signing in with Microsoft fails, or shows the wrong application.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-AUTH-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Send Google's client id to Microsoft."""

    @wrap(seams.identity, "authorization_url")
    def authorization_url(
        original: Callable[..., str], provider: str, redirect_uri: str, state: str, nonce: str, verifier: str
    ) -> str:
        address = original(provider, redirect_uri, state, nonce, verifier)
        if provider != "microsoft":
            return address
        hit()
        return address.replace("client_id=passion-microsoft", "client_id=passion-google")
