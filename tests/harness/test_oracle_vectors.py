"""Files of published vectors are read right, and the browser's WebCrypto is asked right."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page

from fixtures.oracle.primitives import Sealed, gcm_open, gcm_seal, hkdf, pbkdf2
from fixtures.oracle.vectors import PBKDF2_VECTORS, GcmVector, HkdfVector, gcm_vectors, hkdf_vectors
from fixtures.oracle.web_crypto import WebCrypto

NIST = """# CAVS 14.0
[Keylen = 256]
[IVlen = 96]
[PTlen = 0]
[AADlen = 0]
[Taglen = 128]

Count = 0
Key = b52c505a37d78eda5dd34f20c22540ea1b58963cf8e5bf8ffa85f9f2492505b4
IV = 516c33929df5a3284ff463d7
CT =
AAD =
Tag = bdc1ac884d332457a1d2664f168c76f0
PT =

Count = 1
Key = b52c505a37d78eda5dd34f20c22540ea1b58963cf8e5bf8ffa85f9f2492505b4
IV = 516c33929df5a3284ff463d7
CT =
AAD =
Tag = bdc1ac884d332457a1d2664f168c76f1
FAIL

[Keylen = 256]
[IVlen = 96]
[PTlen = 0]
[AADlen = 0]
[Taglen = 96]

Count = 0
Key = b52c505a37d78eda5dd34f20c22540ea1b58963cf8e5bf8ffa85f9f2492505b4
IV = 516c33929df5a3284ff463d7
CT =
AAD =
Tag = bdc1ac884d332457a1d2664f
PT =
"""
RFC = """# Test Case 3
COUNT = 3

Hash = SHA-256
IKM  = 0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b
salt =
info =
L    = 42

PRK  = 19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04
OKM  = 8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8
"""


@pytest.fixture
def web_crypto(page: Page) -> WebCrypto:
    """WebCrypto of an empty page in a secure context."""
    page.route("https://vectors.test/", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto("https://vectors.test/")
    return WebCrypto(page)


def test_nists_files_are_read_and_other_sizes_left_out() -> None:
    opens, fails = gcm_vectors(NIST.splitlines())

    assert opens.plaintext == b""
    assert fails == replace(opens, sealed=Sealed(opens.sealed.iv, opens.sealed.ct[:-1] + b"\xf1"), plaintext=None)
    assert gcm_open(opens.key, opens.sealed, opens.aad) == b""


def test_rfc_5869s_file_is_read() -> None:
    (vector,) = hkdf_vectors(RFC.splitlines())

    assert (vector.salt, vector.info) == (b"", b"")
    assert hkdf(vector.secret, vector.info, salt=vector.salt, length=42) == vector.derived


def test_the_oracle_meets_the_published_pbkdf2_vectors() -> None:
    for case in PBKDF2_VECTORS:
        assert pbkdf2(case.password, case.salt, case.iterations, len(case.derived)) == case.derived


def test_the_browser_is_asked_as_the_oracle_is(web_crypto: WebCrypto) -> None:
    given = GcmVector(bytes(range(32)), Sealed(bytes(range(12)), b""), b"names", b"a riff in D")
    vector = replace(given, sealed=gcm_seal(given.key, b"a riff in D", given.aad, given.sealed.iv))
    changed = replace(vector, aad=b"other names")

    assert web_crypto.gcm_seal([vector]) == [vector.sealed.ct]
    assert web_crypto.gcm_open([vector, changed, *gcm_vectors(NIST.splitlines())]) == [b"a riff in D", None, b"", None]
    assert web_crypto.hkdf([HkdfVector(b"secret" * 5, b"salt", b"info", bytes(42))]) == [
        hkdf(b"secret" * 5, b"info", salt=b"salt", length=42)
    ]
    assert web_crypto.pbkdf2(PBKDF2_VECTORS) == [case.derived for case in PBKDF2_VECTORS]
