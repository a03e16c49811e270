"""The oracle derives, wraps and seals as the protocol says: known answers, round trips, and what must not open."""

import hashlib
import hmac as standard_hmac
import json
from dataclasses import replace
from typing import Any

import pytest

from fixtures.oracle.encoding import Malformed, b64u, compact, unb64u
from fixtures.oracle.envelopes import Content, Envelope
from fixtures.oracle.iv_ledger import IvLedger
from fixtures.oracle.keys import PassphraseKeys, VaultKey
from fixtures.oracle.primitives import NotAuthentic, Sealed, gcm_open, gcm_seal, hkdf, pbkdf2
from fixtures.oracle.recovery import RecoveryCode
from fixtures.oracle.wraps import Wrap

USER = "0b5c7f9e-1111-4222-8333-444455556666"
ITEM = "7d9a1c3e-5555-4666-8777-888899990000"
KEY = VaultKey("k_00112233445566aa", bytes(range(32)))
ROUND: dict[str, Any] = {"user_id": USER, "kid": KEY.kid, "pol": "1.0.0", "by": "password", "by_id": b64u(bytes(16))}


def _standard_hkdf(secret: bytes, info: bytes, salt: bytes, length: int) -> bytes:
    """RFC 5869 written out by the standard library, beside the library that the oracle uses."""
    pseudo = standard_hmac.digest(salt or bytes(32), secret, "sha256")
    block, out, number = b"", b"", 1
    while len(out) < length:
        block = standard_hmac.digest(pseudo, block + info + bytes([number]), "sha256")
        out, number = out + block, number + 1
    return out[:length]


def _envelope() -> Envelope:
    return Envelope.seal(Content("Riff", "in D"), KEY, user_id=USER, t="ideas", id=ITEM, rev=3, pol="1.0.0")


def test_a_published_aes_gcm_vector_is_met() -> None:
    """McGrew and Viega's test case 16 (256-bit key, 96-bit IV, authenticated data)."""
    key = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2)
    plaintext = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    aad = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")

    sealed = gcm_seal(key, plaintext, aad, bytes.fromhex("cafebabefacedbaddecaf888"))

    assert sealed.ct.hex() == (
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"
    )
    assert gcm_open(key, sealed, aad) == plaintext


def test_a_published_hkdf_vector_is_met() -> None:
    """RFC 5869, test case 1."""
    salt, info = bytes(range(13)), bytes(range(0xF0, 0xFA))

    derived = hkdf(b"\x0b" * 22, info, salt=salt, length=42)

    assert derived.hex() == ("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
    assert derived == _standard_hkdf(b"\x0b" * 22, info, salt, 42)


def test_a_published_pbkdf2_vector_is_met() -> None:
    """RFC 7914, section 11."""
    assert pbkdf2(b"passwd", b"salt", 1, 64).hex() == (
        "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
        "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"
    )


def test_a_passphrase_gives_the_keys_of_the_protocol() -> None:
    salt = bytes(range(16))
    master = hashlib.pbkdf2_hmac("sha256", "Blåbær fi".encode(), salt, 1000)

    keys = PassphraseKeys.derive("Bla\u030abær ﬁ", salt, 1000)  # decomposed, and with a ligature

    assert keys.master == master
    assert keys.kek == _standard_hkdf(master, b"passion-os/1/kek", b"", 32)
    assert keys.proof == _standard_hkdf(master, b"passion-os/1/unlock-proof", b"", 32)
    assert keys.proof_hash == b64u(hashlib.sha256(keys.proof).digest())
    assert master.hex() not in repr(keys)


@pytest.mark.parametrize(
    ("derived", "info"),
    [
        (KEY.item_wrap, "passion-os/1/item-wrap/k_00112233445566aa"),
        (KEY.search, "passion-os/1/search/k_00112233445566aa"),
        (KEY.watch("studio"), "passion-os/1/watch/k_00112233445566aa/studio"),
    ],
)
def test_a_vault_key_gives_one_key_a_purpose(derived: bytes, info: str) -> None:
    assert derived == _standard_hkdf(KEY.uvk, info.encode(), b"", 32)


def test_authenticated_data_are_compact_json() -> None:
    assert compact(["ä", 'a"b', 7]) == '["ä","a\\"b",7]'.encode()
    assert _envelope().aad(USER, "dek").decode() == (
        f'["passion-os/env/1","{USER}","ideas","{ITEM}",3,"{KEY.kid}","1.0.0","A256GCM","dek"]'
    )


@pytest.mark.parametrize("text", ["AA==", "A", "A+", "AB", "A\n", "ä", None, 7])
def test_other_texts_are_no_base64url(text: object) -> None:
    with pytest.raises(Malformed):
        unb64u(text)


def test_an_envelope_opens_again_and_says_no_more_than_it_must() -> None:
    envelope = _envelope()

    again = Envelope.read(json.loads(json.dumps(envelope.json())))

    assert again == envelope
    assert again.open(KEY, user_id=USER) == Content("Riff", "in D")
    assert len(envelope.body.ct) == 256 + 16


@pytest.mark.parametrize("size", [0, 1, 230, 231, 232, 233, 234, 235, 236, 487, 100_000])
def test_plaintexts_come_in_whole_blocks(size: int) -> None:
    content = Content("ü", "x" * size)

    padded = content.padded()

    assert len(padded) % 256 == 0
    assert len(padded) - len(padded.rstrip(b" ")) < 256
    assert Content.read(padded) == content


@pytest.mark.parametrize(
    "change",
    [{"t": "journal"}, {"id": USER}, {"rev": 4}, {"pol": "1.0.1"}, {"kid": "k_00112233445566ab"}],
    ids=lambda change: next(iter(change)),
)
def test_an_envelope_under_another_name_does_not_open(change: dict[str, Any]) -> None:
    with pytest.raises(NotAuthentic):
        replace(_envelope(), **change).open(KEY, user_id=USER)


def test_an_envelope_of_somebody_else_or_another_key_does_not_open() -> None:
    envelope = _envelope()

    for key, user in ((KEY, ITEM), (VaultKey(KEY.kid, bytes(32)), USER)):
        with pytest.raises(NotAuthentic):
            envelope.open(key, user_id=user)
    with pytest.raises(NotAuthentic):
        replace(envelope, dek=_envelope().dek).open(KEY, user_id=USER)


@pytest.mark.parametrize("part", ["dek", "body"])
@pytest.mark.parametrize("at", [0, -1])
def test_a_changed_byte_is_noticed(part: str, at: int) -> None:
    envelope = _envelope()
    sealed: Sealed = getattr(envelope, part)
    ct = bytearray(sealed.ct)
    ct[at] ^= 1

    changed: dict[str, Any] = {part: Sealed(sealed.iv, bytes(ct))}
    with pytest.raises(NotAuthentic):
        replace(envelope, **changed).open(KEY, user_id=USER)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Riff"},
        {"v": 2},
        {"v": True},
        {"alg": "A128GCM"},
        {"rev": "3"},
        {"rev": 0},
        {"kid": ""},
        {"iv": "AAAA"},
        {"ct": "AAAA"},
        {"dek": {"iv": "AAAA"}},
        {"dek": None},
    ],
    ids=str,
)
def test_an_envelope_of_another_form_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        Envelope.read({**_envelope().json(), **change})


def test_a_wrap_opens_again_for_its_key_and_owner() -> None:
    wrap = Wrap.seal(KEY.uvk, bytes(32), **ROUND)

    again = Wrap.read(json.loads(json.dumps(wrap.json())))

    assert again == wrap
    assert again.open(bytes(32), user_id=USER) == KEY.uvk


@pytest.mark.parametrize(
    "change",
    [{"kid": "k_other"}, {"pol": "1.0.1"}, {"by": "rk"}, {"by_id": "s_other"}],
    ids=lambda change: next(iter(change)),
)
def test_a_wrap_under_another_name_does_not_open(change: dict[str, Any]) -> None:
    wrap = replace(Wrap.seal(KEY.uvk, bytes(32), **ROUND), **change)

    with pytest.raises(NotAuthentic):
        wrap.open(bytes(32), user_id=USER)


def test_a_wrap_of_somebody_else_or_another_key_does_not_open() -> None:
    wrap = Wrap.seal(KEY.uvk, bytes(32), **ROUND)

    for around, user in ((bytes(32), ITEM), (b"\1" * 32, USER)):
        with pytest.raises(NotAuthentic):
            wrap.open(around, user_id=user)


@pytest.mark.parametrize("change", [{"by": "friend"}, {"ct": "AAAA"}, {"iv": b64u(bytes(16))}, {"note": "x"}], ids=str)
def test_a_wrap_of_another_form_is_refused(change: dict[str, Any]) -> None:
    wrap = Wrap.seal(KEY.uvk, bytes(32), **ROUND)

    with pytest.raises(Malformed):
        Wrap.read({**wrap.json(), **change})


def test_a_recovery_code_is_read_as_people_type_it() -> None:
    code = RecoveryCode(bytes(range(20)))
    shown = code.shown

    assert shown == "AAAQ-EAYE-AUDA-OCAJ-BIFQ-YDIO-B4IB-CEQT"
    sloppy = shown.lower().replace("-", "  ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert RecoveryCode.typed(sloppy) == code
    assert shown not in repr(code)


@pytest.mark.parametrize("text", ["", "AAAQ", "AAAQ-EAYE-AUDA-OCAJ-BIFQ-YDIO-B4IB-CEQT-AAAA", "9AAQ-" * 8, "ä" * 32])
def test_other_texts_are_no_recovery_code(text: str) -> None:
    with pytest.raises(Malformed):
        RecoveryCode.typed(text)


def test_a_recovery_code_gives_the_values_of_the_protocol() -> None:
    code = RecoveryCode(bytes(range(20)))
    code_id = b64u(_standard_hkdf(code.value, b"passion-os/1/recovery-id", b"", 12))

    assert code.code_id == code_id
    assert code.key == _standard_hkdf(code.value, b"passion-os/1/recovery", code_id.encode(), 32)
    assert code.verifier == _standard_hkdf(code.value, b"passion-os/1/recovery-verifier", code_id.encode(), 32)
    assert code.verifier_hash == b64u(hashlib.sha256(code.verifier).digest())


def test_a_ledger_takes_what_was_read_twice_for_one_use() -> None:
    ledger = IvLedger()
    envelope = _envelope()
    for seen in (envelope, envelope, _envelope()):
        ledger.envelope(seen)
    ledger.wrap(Wrap.seal(KEY.uvk, bytes(32), **ROUND))

    assert ledger.uses == 5
    assert ledger.problems() == []


def test_a_ledger_names_each_iv_that_came_again_or_is_of_a_wrong_length() -> None:
    ledger = IvLedger()
    first, second = _envelope(), _envelope()
    ledger.envelope(first)
    ledger.envelope(replace(second, dek=Sealed(first.dek.iv, second.dek.ct)))
    ledger.wrap(Wrap.seal(KEY.uvk, bytes(32), iv=first.body.iv, **ROUND))
    ledger.note(("password", "x"), Sealed(bytes(16), b""))

    problems = ledger.problems()

    assert len(problems) == 3
    assert any("used for 2 ciphertexts" in problem for problem in problems)
    assert any("serves 2 keys" in problem for problem in problems)
    assert any("an IV of 16 bytes" in problem for problem in problems)
