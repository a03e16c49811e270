"""OpenID Connect, the client's side: where to send a browser, and what a provider then vouches for."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reference_server.clock import Clock
from reference_server.id_token import Claims, IdentityError, IdTokens
from reference_server.settings import Provider

if TYPE_CHECKING:
    import ssl

    import httpx
    from joserfc.jwk import KeySet

SCOPE = "openid email profile"
TIMEOUT_S = 5.0


@dataclass(frozen=True)
class Metadata:
    """The endpoints that a provider publishes."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


class Relation:
    """This server's relation to one provider; asked at first need and remembered."""

    def __init__(self, provider: Provider, clock: Clock) -> None:
        self.provider = provider
        self.tokens = IdTokens(provider, clock, self.fetch_keys)

    @cached_property
    def http(self) -> "httpx.Client":
        """Connections to the provider."""
        # The libraries of signing in take long to import, and a server starts many times without anybody signing in.
        import httpx

        return httpx.Client(timeout=TIMEOUT_S, verify=self.tls)

    @cached_property
    def tls(self) -> "ssl.SSLContext":
        """Whom to trust on https; reading the certificates takes long, so it is done once."""
        import httpx

        return httpx.create_ssl_context()

    @cached_property
    def metadata(self) -> Metadata:
        """What the provider publishes, asked once."""
        return self.discover()

    def discover(self) -> Metadata:
        """Ask for the provider's discovery document, believed only when it names the issuer that we know."""
        document = self.fetch(f"{self.provider.issuer}/.well-known/openid-configuration")
        if document.get("issuer") != self.provider.issuer:
            raise IdentityError(f"{self.provider.id}: discovery names another issuer")
        try:
            return Metadata(**{name: str(document[name]) for name in Metadata.__dataclass_fields__})
        except KeyError as error:
            raise IdentityError(f"{self.provider.id}: discovery lacks {error}") from error

    def fetch(self, url: str) -> dict[str, Any]:
        """Return a JSON object of the provider's."""
        import httpx

        try:
            document = self.http.get(url).raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise IdentityError(f"{self.provider.id}: {type(error).__name__}") from error
        if not isinstance(document, dict):
            raise IdentityError(f"{self.provider.id}: not a JSON object")
        return document

    def fetch_keys(self) -> "KeySet":
        """Return the keys that the provider signs with."""
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        try:
            return KeySet.import_key_set({"keys": self.fetch(self.metadata.jwks_uri).get("keys", [])})
        except (JoseError, ValueError) as error:
            raise IdentityError(f"{self.provider.id}: its keys cannot be read") from error

    def authorization_url(self, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
        """Return where the browser goes: code flow, PKCE with S256."""
        with self._client(redirect_uri) as client:
            url, _ = client.create_authorization_url(
                self.metadata.authorization_endpoint, state=state, nonce=nonce, code_verifier=verifier
            )
        return str(url)

    def exchange(self, redirect_uri: str, code: str, nonce: str, verifier: str) -> Claims:
        """Return what the provider vouches for in exchange for a code."""
        import httpx
        from authlib.common.errors import AuthlibBaseError

        try:
            with self._client(redirect_uri) as client:
                token = client.fetch_token(self.metadata.token_endpoint, code=code, code_verifier=verifier)
        except (httpx.HTTPError, AuthlibBaseError, ValueError) as error:
            raise IdentityError(f"{self.provider.id}: the code was refused") from error
        return self.tokens.read(str(token.get("id_token", "")), nonce)

    def _client(self, redirect_uri: str) -> Any:
        with warnings.catch_warnings():
            # Authlib announces at import that it will move to another HTTP library, whatever the filters say.
            import authlib.deprecate

            warnings.simplefilter("ignore", authlib.deprecate.AuthlibDeprecationWarning)
            from authlib.integrations.httpx_client import OAuth2Client

        return OAuth2Client(
            self.provider.client_id,
            self.provider.client_secret.get_secret_value(),
            scope=SCOPE,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            timeout=TIMEOUT_S,
            verify=self.tls,
        )


class OpenIdClient:
    """All providers that people can sign in with."""

    def __init__(self, providers: Sequence[Provider], clock: Clock) -> None:
        self.relations = {provider.id: Relation(provider, clock) for provider in providers}

    @property
    def titles(self) -> dict[str, str]:
        """Titles of the providers by their ids."""
        return {provider_id: relation.provider.title for provider_id, relation in self.relations.items()}

    def authorization_url(self, provider: str, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
        """Return where the browser goes to sign in; IdentityError when the provider cannot be asked."""
        return self.relations[provider].authorization_url(redirect_uri, state, nonce, verifier)

    def exchange(self, provider: str, redirect_uri: str, code: str, nonce: str, verifier: str) -> Claims:
        """Return what the provider vouches for; IdentityError when it refuses or cannot be believed."""
        return self.relations[provider].exchange(redirect_uri, code, nonce, verifier)

    def prepare(self) -> None:
        """Load what speaks HTTP and whom to trust, asking nobody: it takes long once, which is no provider's fault."""
        for relation in self.relations.values():
            _ = relation.http

    def ask(self, provider: str) -> None:
        """Return when the provider answers as itself; IdentityError says what is wrong."""
        self.relations[provider].discover()
