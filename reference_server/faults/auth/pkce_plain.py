"""The PKCE challenge is the verifier itself."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="auth.pkce_plain",
    area="auth",
    title="The PKCE challenge is the verifier itself",
    symptom="Whoever reads the request can redeem the code.",
    severity=Severity.CRITICAL,
    provenance="RFC 9700, section 2.1.1",
    kills=["CP-AUTH-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Use the method plain."""

    @wrap(seams.identity, "authorization_url")
    def authorization_url(
        original: Callable[..., str], provider: str, redirect_uri: str, state: str, nonce: str, verifier: str
    ) -> str:
        hit()
        parts = urlsplit(original(provider, redirect_uri, state, nonce, verifier))
        plain = {"code_challenge": verifier, "code_challenge_method": "plain"}
        return parts._replace(query=urlencode(dict(parse_qsl(parts.query)) | plain)).geturl()
