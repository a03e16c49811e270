"""ID tokens that must not be believed."""

import hmac
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from reference_server.openid import IdentityError, Relation
from reference_server.settings import Provider
from tests.server.world import NOON, OwnClock

ISSUER, CLIENT, NONCE = "https://id.example.test", "passion", "n" * 43
NOW = int(NOON.timestamp())
KEY, FOREIGN_KEY = (RSAKey.generate_key(2048, {"kid": "1"}) for _ in range(2))


@pytest.fixture
def relation() -> Relation:
    provider = Provider.model_validate(
        {"id": "google", "title": "Google", "issuer": ISSUER, "client_id": CLIENT, "client_secret": "s"}
    )
    relation = Relation(provider, OwnClock(datetime.fromtimestamp(NOW, UTC)))
    relation.keys = KeySet([KEY])
    return relation


def claims(**changed: Any) -> dict[str, Any]:
    usual = {"iss": ISSUER, "aud": CLIENT, "sub": "alice", "exp": NOW + 60, "iat": NOW, "nonce": NONCE}
    return {name: value for name, value in {**usual, **changed}.items() if value is not None}


def signed(payload: dict[str, Any], key: RSAKey = KEY) -> str:
    return jwt.encode({"alg": "RS256", "kid": "1"}, payload, key)


def encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


@pytest.mark.parametrize("changed", [{}, {"aud": [CLIENT]}, {"azp": CLIENT}, {"exp": NOW - 20}])
def test_token_meant_for_us_is_believed(relation: Relation, changed: dict[str, Any]) -> None:
    assert relation.verified(signed(claims(**changed)), NONCE)["sub"] == "alice"


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
def test_token_with_a_wrong_claim_is_refused(relation: Relation, changed: dict[str, Any]) -> None:
    with pytest.raises(IdentityError):
        relation.verified(signed(claims(**changed)), NONCE)


def test_token_signed_by_another_key_is_refused(relation: Relation) -> None:
    with pytest.raises(IdentityError):
        relation.verified(signed(claims(), FOREIGN_KEY), NONCE)


def test_token_changed_after_signing_is_refused(relation: Relation) -> None:
    header, _, signature = signed(claims()).split(".")
    _, other, _ = signed(claims(sub="mallory")).split(".")

    with pytest.raises(IdentityError):
        relation.verified(f"{header}.{other}.{signature}", NONCE)


def test_token_signed_with_the_public_key_as_a_password_is_refused(relation: Relation) -> None:
    """Made by hand: no library lends itself to this old trick."""
    _, payload, _ = signed(claims()).split(".")
    header = encoded(b'{"alg":"HS256","kid":"1"}')
    signed_part = f"{header}.{payload}"
    signature = hmac.digest(KEY.as_pem(private=False), signed_part.encode(), "sha256")

    with pytest.raises(IdentityError):
        relation.verified(f"{signed_part}.{encoded(signature)}", NONCE)


@pytest.mark.parametrize("token", ["", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9."])
def test_token_without_a_signature_is_refused(relation: Relation, token: str) -> None:
    with pytest.raises(IdentityError):
        relation.verified(token, NONCE)


def test_claims_that_no_database_takes_are_cleaned(relation: Relation) -> None:
    believed = relation.believed({"sub": "alice", "email": "a\x00@example.test", "name": " Ali\ud800ce"})

    assert (believed.email, believed.name) == ("a@example.test", "Alice")


@pytest.mark.parametrize(("said", "verified"), [(True, True), (False, False), ("true", False), (1, False)])
def test_address_counts_as_verified_only_when_the_provider_says_true(
    relation: Relation, said: object, *, verified: bool
) -> None:
    believed = relation.believed({"sub": "alice", "email": "a@example.test", "email_verified": said})

    assert believed.email_verified is verified
    assert believed.name == "a"
