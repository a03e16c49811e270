"""The sign-in request carries no nonce."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm, wrap
from reference_server.id_token import IdentityError
from reference_server.seams import Seams

FAULT = Fault(
    id="auth.nonce_missing",
    area="auth",
    title="The sign-in request carries no nonce",
    symptom="A captured ID token can be injected into another sign-in.",
    severity=Severity.MAJOR,
    provenance="OpenID Connect Core, section 15.5.2",
    kills=["CP-AUTH-01", "CP-AUTH-02"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Take the nonce out of the authorization request, and expect none in the answer: people sign in as ever."""
    for relation in seams.identity.relations.values():
        disarm(relation.tokens, "check_nonce", IdentityError, hit)

    @wrap(seams.identity, "authorization_url")
    def authorization_url(
        original: Callable[..., str], provider: str, redirect_uri: str, state: str, nonce: str, verifier: str
    ) -> str:
        hit()
        parts = urlsplit(original(provider, redirect_uri, state, nonce, verifier))
        kept = [(name, value) for name, value in parse_qsl(parts.query) if name != "nonce"]
        return parts._replace(query=urlencode(kept)).geturl()
