"""Published vectors, met by the oracle and by the browser's WebCrypto: what everything else is built on.

No case of the catalogue: it is about the tools, not about the product, and runs when asked (`make deep`).
"""

import pytest
from cryptography_vectors import open_vector_file
from playwright.sync_api import Page

from fixtures.oracle.primitives import NotAuthentic, gcm_open, gcm_seal, hkdf, pbkdf2
from fixtures.oracle.vectors import PBKDF2_VECTORS, GcmVector, HkdfVector, gcm_vectors, hkdf_vectors
from fixtures.oracle.web_crypto import WebCrypto
from fixtures.screens.login import LoginScreen
from fixtures.target.profiles import Target

GCM = "ciphers/AES/GCM"
SIZES_AT_LEAST = 300  # NIST gives 375 a file; fewer would mean that they were not read


@pytest.fixture(scope="module")
def sealing() -> list[GcmVector]:
    """NIST's vectors for encryption."""
    with open_vector_file(f"{GCM}/gcmEncryptExtIV256.rsp", "r") as lines:
        return gcm_vectors(lines)


@pytest.fixture(scope="module")
def opening() -> list[GcmVector]:
    """NIST's vectors for decryption, those that must fail too."""
    with open_vector_file(f"{GCM}/gcmDecrypt256.rsp", "r") as lines:
        return gcm_vectors(lines)


@pytest.fixture(scope="module")
def derivations() -> list[HkdfVector]:
    """RFC 5869's vectors."""
    with open_vector_file("KDF/rfc-5869-HKDF-SHA256.txt", "r") as lines:
        return hkdf_vectors(lines)


@pytest.fixture
def web_crypto(page: Page, target: Target) -> WebCrypto:
    """WebCrypto at the product's own address."""
    page.goto(target.address(LoginScreen.path))
    return WebCrypto(page)


def test_vectors_are_all_there(sealing: list[GcmVector], opening: list[GcmVector]) -> None:
    """Both files MUST hold hundreds of cases of the protocol's sizes, some of which must not open."""
    assert min(len(sealing), len(opening)) >= SIZES_AT_LEAST
    assert 0 < sum(vector.plaintext is None for vector in opening) < len(opening)


def test_oracle_seals_as_nist_says(sealing: list[GcmVector]) -> None:
    """The oracle's AES-GCM MUST give NIST's ciphertexts."""
    for vector in sealing:
        assert gcm_seal(vector.key, vector.plaintext or b"", vector.aad, vector.sealed.iv) == vector.sealed


def test_oracle_opens_what_nist_says(opening: list[GcmVector]) -> None:
    """The oracle's AES-GCM MUST give NIST's plaintexts and refuse what must not open."""
    for vector in opening:
        if vector.plaintext is None:
            with pytest.raises(NotAuthentic):
                gcm_open(vector.key, vector.sealed, vector.aad)
        else:
            assert gcm_open(vector.key, vector.sealed, vector.aad) == vector.plaintext


def test_oracle_derives_as_published(derivations: list[HkdfVector]) -> None:
    """The oracle's HKDF and PBKDF2 MUST give the published keys."""
    assert derivations
    for vector in derivations:
        assert hkdf(vector.secret, vector.info, salt=vector.salt, length=len(vector.derived)) == vector.derived
    for case in PBKDF2_VECTORS:
        assert pbkdf2(case.password, case.salt, case.iterations, len(case.derived)) == case.derived


def test_browser_seals_as_nist_says(web_crypto: WebCrypto, sealing: list[GcmVector]) -> None:
    """The browser's AES-GCM MUST give NIST's ciphertexts."""
    assert web_crypto.gcm_seal(sealing) == [vector.sealed.ct for vector in sealing]


def test_browser_opens_what_nist_says(web_crypto: WebCrypto, opening: list[GcmVector]) -> None:
    """The browser's AES-GCM MUST give NIST's plaintexts and refuse what must not open."""
    assert web_crypto.gcm_open(opening) == [vector.plaintext for vector in opening]


def test_browser_derives_as_published(web_crypto: WebCrypto, derivations: list[HkdfVector]) -> None:
    """The browser's HKDF and PBKDF2 MUST give the published keys."""
    assert web_crypto.hkdf(derivations) == [vector.derived for vector in derivations]
    assert web_crypto.pbkdf2(PBKDF2_VECTORS) == [case.derived for case in PBKDF2_VECTORS]
