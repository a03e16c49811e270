"""ID tokens that must not be believed."""

import hmac
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from reference_server.id_token import IdentityError, IdTokens
from reference_server.settings import Provider
from tests.server.world import NOON, OwnClock

ISSUER, CLIENT, NONCE = "https://id.example.test", "passion", "n" * 43
NOW = int(NOON.timestamp())
KEY, FOREIGN_KEY = (RSAKey.generate_key(2048, {"kid": "1"}) for _ in range(2))
NEXT_KEY = RSAKey.generate_key(2048, {"kid": "2"})


class Published:
    """The keys that the provider publishes, and how often they were asked for."""

    def __init__(self, *keys: RSAKey) -> None:
        self.keys = keys
        self.asked = 0

    def fetch(self) -> KeySet:
        """Give the keys away."""
        self.asked += 1
        return KeySet(list(self.keys))


@pytest.fixture
def published() -> Published:
    return Published(KEY)


@pytest.fixture
def tokens(published: Published) -> IdTokens:
    """Tokens that some keys are known for already."""
    provider = Provider.model_validate(
        {"id": "google", "title": "Google", "issuer": ISSUER, "client_id": CLIENT, "client_secret": "s"}
    )
    tokens = IdTokens(provider, OwnClock(datetime.fromtimestamp(NOW, UTC)), published.fetch)
    tokens.keys = KeySet([KEY])
    return tokens


def claims(**changed: Any) -> dict[str, Any]:
    usual = {"iss": ISSUER, "aud": CLIENT, "sub": "alice", "exp": NOW + 60, "iat": NOW, "nonce": NONCE}
    return {name: value for name, value in {**usual, **changed}.items() if value is not None}


def signed(payload: dict[str, Any], key: RSAKey = KEY) -> str:
    return jwt.encode({"alg": "RS256", "kid": key.kid}, payload, key)


def encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


@pytest.mark.parametrize("changed", [{}, {"aud": [CLIENT]}, {"azp": CLIENT}, {"exp": NOW - 20}])
def test_token_meant_for_us_is_believed(tokens: IdTokens, changed: dict[str, Any]) -> None:
    assert tokens.read(signed(claims(**changed)), NONCE).subject == "alice"


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://evil.example.test"},
        {"iss": None},
        {"aud": "another"},
        {"aud": None},
        {"azp": "another"},
        {"exp": NOW - 60},
        {"exp": None},
        {"nbf": NOW + 3600},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
    ],
    ids=str,
)
def test_token_with_a_wrong_claim_is_refused(tokens: IdTokens, published: Published, changed: dict[str, Any]) -> None:
    """The keys are not to blame, and are not asked for again."""
    with pytest.raises(IdentityError):
        tokens.read(signed(claims(**changed)), NONCE)

    assert published.asked == 0
    assert tokens.keys


@pytest.mark.parametrize("key", [NEXT_KEY, FOREIGN_KEY], ids=["of another id", "of the same id"])
def test_token_signed_with_a_changed_key_is_believed_at_once(
    tokens: IdTokens, published: Published, key: RSAKey
) -> None:
    """An attempt works once: the person would have to sign in again."""
    published.keys = (key,)

    assert tokens.read(signed(claims(), key), NONCE).subject == "alice"
    assert tokens.read(signed(claims(), key), NONCE).subject == "alice"
    assert published.asked == 1


@pytest.mark.parametrize("key", [NEXT_KEY, FOREIGN_KEY], ids=["of another id", "of the same id"])
def test_token_signed_by_another_key_is_refused(tokens: IdTokens, published: Published, key: RSAKey) -> None:
    with pytest.raises(IdentityError):
        tokens.read(signed(claims(), key), NONCE)

    assert published.asked == 1


def test_token_changed_after_signing_is_refused(tokens: IdTokens) -> None:
    header, _, signature = signed(claims()).split(".")
    _, other, _ = signed(claims(sub="mallory")).split(".")

    with pytest.raises(IdentityError):
        tokens.read(f"{header}.{other}.{signature}", NONCE)


def test_token_signed_with_the_public_key_as_a_password_is_refused(tokens: IdTokens) -> None:
    """Made by hand: no library lends itself to this old trick."""
    _, payload, _ = signed(claims()).split(".")
    header = encoded(b'{"alg":"HS256","kid":"1"}')
    signed_part = f"{header}.{payload}"
    signature = hmac.digest(KEY.as_pem(private=False), signed_part.encode(), "sha256")

    with pytest.raises(IdentityError):
        tokens.read(f"{signed_part}.{encoded(signature)}", NONCE)


@pytest.mark.parametrize("token", ["", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9."])
def test_token_without_a_signature_is_refused(tokens: IdTokens, token: str) -> None:
    with pytest.raises(IdentityError):
        tokens.read(token, NONCE)


def test_claims_that_no_database_takes_are_cleaned(tokens: IdTokens) -> None:
    believed = tokens.believed({"sub": "alice", "email": "a\x00@example.test", "name": " Ali\ud800ce"})

    assert (believed.email, believed.name) == ("a@example.test", "Alice")


@pytest.mark.parametrize(("said", "verified"), [(True, True), (False, False), ("true", False), (1, False)])
def test_address_counts_as_verified_only_when_the_provider_says_true(
    tokens: IdTokens, said: object, *, verified: bool
) -> None:
    believed = tokens.believed({"sub": "alice", "email": "a@example.test", "email_verified": said})

    assert believed.email_verified is verified
    assert believed.name == "a"
