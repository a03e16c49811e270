"""ID tokens (OpenID Connect Core, section 3.1.3.7): which ones of a provider are believed, and what they say."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reference_server.clock import Clock
from reference_server.settings import Provider

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

SIGNATURES = ["RS256", "PS256", "ES256"]
"""Asymmetric ones only: nobody but the provider can make them."""
CLOCK_SKEW_S = 30
LONGEST_NAME = 200


class IdentityError(Exception):
    """The provider does not answer, refuses, or says what cannot be believed."""


@dataclass(frozen=True)
class Claims:
    """What a provider vouches for about a person."""

    issuer: str
    subject: str
    email: str
    email_verified: bool
    name: str


class IdTokens:
    """The ID tokens of one provider; `fetch_keys` asks it for its public keys (IdentityError)."""

    def __init__(self, provider: Provider, clock: Clock, fetch_keys: Callable[[], "KeySet"]) -> None:
        self.provider = provider
        self.clock = clock
        self.fetch_keys = fetch_keys
        self.keys: KeySet | None = None

    def read(self, token: str, nonce: str) -> Claims:
        """Return what a token vouches for; IdentityError when signature, issuer, audience, times or nonce are wrong."""
        claims = self.signed(token)
        self.check_registered(claims)
        self.check_authorized_party(claims)
        self.check_nonce(claims, nonce)
        return self.believed(claims)

    def signed(self, token: str) -> dict[str, Any]:
        """Return the claims of a token that the provider has signed, whether they are right or not."""
        from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError

        try:
            if self.keys is not None:
                # The provider may have changed its keys since they were fetched.
                with suppress(BadSignatureError, InvalidKeyIdError):
                    return self._decoded(token, self.keys)
            self.keys = self.fetch_keys()
            return self._decoded(token, self.keys)
        except (JoseError, ValueError) as error:
            raise IdentityError(f"{self.provider.id}: the ID token is not valid") from error

    def _decoded(self, token: str, keys: "KeySet") -> dict[str, Any]:
        from joserfc import jwt

        return jwt.decode(token, keys, algorithms=SIGNATURES).claims

    def check_registered(self, claims: dict[str, Any]) -> None:
        """Refuse a token of another issuer, for another audience, about nobody, or out of time."""
        from joserfc.errors import JoseError
        from joserfc.jwt import JWTClaimsRegistry

        rules = JWTClaimsRegistry(
            now=int(self.clock.now().timestamp()),
            leeway=CLOCK_SKEW_S,
            iss={"essential": True, "value": self.provider.issuer},
            aud={"essential": True, "value": self.provider.client_id},
            sub={"essential": True},
            exp={"essential": True},
        )
        try:
            rules.validate(claims)
        except (JoseError, ValueError) as error:
            raise IdentityError(f"{self.provider.id}: the ID token is not valid") from error

    def check_authorized_party(self, claims: Mapping[str, Any]) -> None:
        """Refuse a token that was made for another application and us."""
        if claims.get("azp", self.provider.client_id) != self.provider.client_id:
            raise IdentityError(f"{self.provider.id}: the ID token is for another application")

    def check_nonce(self, claims: Mapping[str, Any], nonce: str) -> None:
        """Refuse a token that was made for another attempt."""
        if claims.get("nonce") != nonce:
            raise IdentityError(f"{self.provider.id}: the ID token is for another attempt")

    def believed(self, claims: Mapping[str, Any]) -> Claims:
        """Return the claims that matter here; an address counts as verified only when the provider says true."""
        email, name = _text(claims.get("email")), _text(claims.get("name"))
        return Claims(
            issuer=self.provider.issuer,
            subject=str(claims["sub"]),
            email=email,
            email_verified=claims.get("email_verified") is True,
            name=(name or email.partition("@")[0])[:LONGEST_NAME],
        )


def _text(claim: object) -> str:
    """Return a claim without what no database takes: NUL, and halves of surrogate pairs."""
    return str(claim or "").replace("\x00", "").encode(errors="ignore").decode().strip()
