"""Each button leads to the other provider."""

from collections.abc import Callable

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.id_token import Claims
from reference_server.seams import Seams

FAULT = Fault(
    id="auth.providers_swapped",
    area="auth",
    title="Each button leads to the other provider",
    symptom="Who presses the button for Google is asked for a Microsoft account.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["CP-AUTH-02"],
)
OTHER = {"google": "microsoft", "microsoft": "google"}


def apply(seams: Seams, hit: Hit) -> None:
    """Ask the other provider, and believe it."""

    @wrap(seams.identity, "authorization_url")
    def authorization_url(
        original: Callable[..., str], provider: str, redirect_uri: str, state: str, nonce: str, verifier: str
    ) -> str:
        hit()
        return original(OTHER[provider], redirect_uri, state, nonce, verifier)

    @wrap(seams.identity, "exchange")
    def exchange(
        original: Callable[..., Claims], provider: str, redirect_uri: str, code: str, nonce: str, verifier: str
    ) -> Claims:
        return original(OTHER[provider], redirect_uri, code, nonce, verifier)
