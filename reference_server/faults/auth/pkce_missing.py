"""The sign-in request carries no PKCE challenge."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.id_token import Claims
from reference_server.seams import Seams

FAULT = Fault(
    id="auth.pkce_missing",
    area="auth",
    title="The sign-in request carries no PKCE challenge",
    symptom="A stolen code can be redeemed by its thief.",
    severity=Severity.CRITICAL,
    provenance="RFC 9700, section 2.1.1",
    kills=["CP-AUTH-01", "CP-AUTH-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take the challenge out of the authorization request, and send no verifier: people sign in as ever."""

    @wrap(seams.identity, "authorization_url")
    def authorization_url(
        original: Callable[..., str], provider: str, redirect_uri: str, state: str, nonce: str, verifier: str
    ) -> str:
        hit()
        parts = urlsplit(original(provider, redirect_uri, state, nonce, verifier))
        kept = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith("code_challenge")]
        return parts._replace(query=urlencode(kept)).geturl()

    @wrap(seams.identity, "exchange")
    def exchange(
        original: Callable[..., Claims],
        provider: str,
        redirect_uri: str,
        code: str,
        nonce: str,
        verifier: str,  # noqa: ARG001  the seam has it
    ) -> Claims:
        return original(provider, redirect_uri, code, nonce, verifier="")
