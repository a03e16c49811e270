"""The scanner finds a secret in every form and source, says where, never shows it, and finds nothing elsewhere."""

import base64
import gzip
import html
import json
import re
import time
import unicodedata
import zlib
from urllib.parse import quote, quote_plus, urlencode

import pytest

from fixtures.oracle.forms import forms_of
from fixtures.oracle.leaks import Finding, LeakScanner, NothingSearched, Piece, Secret

TEXT = "Größter Traum & <Café>?"
KEY = bytes.fromhex("fbefbe00ff10203040506070fbefbe7fdeadbeef0123456789abcdef551faa22")
LETTERS = KEY.decode("latin-1")  # as String.fromCharCode makes them
NFD = unicodedata.normalize("NFD", TEXT)
AROUND = b"before " * 20
TEXT_FORMS: dict[str, bytes] = {
    "raw": TEXT.encode(),
    "raw NFD": NFD.encode(),
    "raw NFKC": unicodedata.normalize("NFKC", TEXT).encode(),
    "hex": TEXT.encode().hex().encode(),
    "hex upper": TEXT.encode().hex().upper().encode(),
    **{f"base64 after {n}": base64.b64encode(b"x" * n + TEXT.encode() + b"and more") for n in range(3)},
    **{f"base64 NFD after {n}": base64.b64encode(b"x" * n + NFD.encode() + b"and") for n in range(3)},
    "base64url": base64.urlsafe_b64encode(TEXT.encode()),
    "base64 in an address": quote(base64.b64encode(TEXT.encode()), safe="").encode(),
    "utf-16-le": TEXT.encode("utf-16-le"),
    "utf-16-be": TEXT.encode("utf-16-be"),
    "utf-16 with a mark": TEXT.encode("utf-16"),
    "percent": quote(TEXT, safe="").encode(),
    "percent as JavaScript does": quote(TEXT, safe="-_.!~*'()").encode(),
    "percent lower": quote(TEXT, safe="").lower().replace("gr%", "Gr%").replace("traum", "Traum").replace(
        "caf", "Caf").encode(),
    "form": quote_plus(TEXT).encode(),
    "a whole form": urlencode({"a": 1, "text": TEXT}).encode(),
    "JSON": json.dumps({"text": TEXT}).encode(),
    "JSON as it is": json.dumps({"text": TEXT}, ensure_ascii=False).encode(),
    "JSON upper": json.dumps(TEXT).replace("\\u00f6", "\\u00F6").replace("\\u00df", "\\u00DF").replace(
        "\\u00e9", "\\u00E9").encode(),
    "HTML": html.escape(TEXT).encode(),
    "HTML text": html.escape(TEXT, quote=False).encode(),
    "lower case": TEXT.lower().encode(),
    "folded": b"grosster traum & <cafe>?",
    "gzip": gzip.compress(AROUND + TEXT.encode() + AROUND),
    "zlib": zlib.compress(AROUND + TEXT.encode() + AROUND),
    "raw deflate": zlib.compress(AROUND + TEXT.encode() + AROUND, wbits=-15),
}  # fmt: skip
KEY_FORMS: dict[str, bytes] = {
    "raw": KEY,
    "hex": KEY.hex().encode(),
    "hex upper": KEY.hex().upper().encode(),
    **{f"base64 after {n}": base64.b64encode(b"x" * n + KEY + b"y" * n) for n in range(3)},
    **{f"base64url after {n}": base64.urlsafe_b64encode(b"x" * n + KEY + b"y" * n) for n in range(3)},
    "base64url unpadded": base64.urlsafe_b64encode(KEY).rstrip(b"="),
    "inside more bytes": b"x" + KEY + b"y",
    "gzip of base64": gzip.compress(base64.b64encode(KEY)),
    "base64 in an address": quote(base64.b64encode(b"x" + KEY), safe="").encode(),
    **{
        f"{text} in {code}": written.encode(code)
        for code in ("utf-16-le", "utf-16-be", "utf-16")
        for text, written in {
            "hex": KEY.hex(),
            "hex upper": KEY.hex().upper(),
            "base64": base64.b64encode(b"xy" + KEY).decode(),
            "base64url": base64.urlsafe_b64encode(KEY).decode(),
            "a binary string": LETTERS,
        }.items()
    },
    "percent": quote(KEY, safe="").encode(),
    "percent lower": re.sub("%..", lambda escape: escape[0].lower(), quote(KEY, safe="")).encode(),
    "percent as escape() does": quote(KEY, safe="@*_+-./").encode(),
    "percent of every byte": "".join(f"%{byte:02X}" for byte in KEY).encode(),
    "a binary string": LETTERS.encode(),
    "a binary string in JSON": json.dumps({"key": LETTERS}, ensure_ascii=False).encode(),
    "a binary string in JSON upper": json.dumps(LETTERS, ensure_ascii=False).replace("001f", "001F").encode(),
    "numbers in JSON": json.dumps([*KEY], separators=(",", ":")).encode(),
    "numbers among others": json.dumps([7, 300, *KEY, 1000, 8]).encode(),
    "numbers in lines": json.dumps([*KEY], indent=2).encode(),
    "numbers with places": json.dumps({"key": dict(enumerate(KEY))}, separators=(",", ":")).encode(),
    "numbers with places in lines": json.dumps(dict(enumerate(KEY)), indent=1).encode(),
    "gzip of numbers": gzip.compress(json.dumps([*KEY]).encode()),
}
_PACKED = ("gzip", "zlib", "raw deflate")


def _surround(form: str, planted: bytes) -> bytes:
    return planted if form.startswith(_PACKED) else AROUND + planted + AROUND


@pytest.mark.parametrize("form", TEXT_FORMS)
def test_a_text_is_found_in_every_form(form: str) -> None:
    found = LeakScanner([Secret("title", TEXT)]).search([Piece("here", _surround(form, TEXT_FORMS[form]))])

    assert {(finding.secret, finding.place) for finding in found} == {("title", "here")}


@pytest.mark.parametrize("form", KEY_FORMS)
def test_a_key_is_found_in_every_form(form: str) -> None:
    found = LeakScanner([Secret("DEK", KEY)]).search([Piece("here", _surround(form, KEY_FORMS[form]))])

    assert {(finding.secret, finding.place) for finding in found} == {("DEK", "here")}


@pytest.mark.parametrize("form", [*TEXT_FORMS])
def test_nothing_is_found_where_another_secret_is(form: str) -> None:
    scanner = LeakScanner([Secret("title", "Kleinster Traum & <Café>?"), Secret("DEK", KEY[::-1])])

    assert scanner.search([Piece("here", _surround(form, TEXT_FORMS[form]))]) == []


@pytest.mark.parametrize("pieces", [[], [Piece("an empty body", b"")]], ids=["none", "an empty one"])
def test_where_nothing_is_to_be_searched_nothing_is_shown(pieces: list[Piece]) -> None:
    with pytest.raises(NothingSearched, match="no evidence"):
        LeakScanner([Secret("dream", TEXT)]).search(pieces)


def test_a_search_for_nothing_is_none() -> None:
    with pytest.raises(NothingSearched, match="no secret"):
        LeakScanner([])


def test_findings_name_the_secret_the_form_and_the_place_and_never_show_it() -> None:
    secret = Secret("title", "moonlit cadenza")
    scanner = LeakScanner([secret, Secret("other", "never to be found")])

    found = scanner.search(
        [Piece("GET /notes/moonlit%20cadenza", b"..moonlit cadenza..moonlit cadenza"), Piece("elsewhere", b"nothing")]
    )

    assert found == [Finding("title", "raw", "GET /notes/[secret]")]
    assert str(found[0]) == "title (raw) in GET /notes/[secret]"
    assert "moonlit" not in f"{secret!r} {found!r}"


@pytest.mark.parametrize("value", ["", "Riff", b"12345"])
def test_a_secret_that_is_found_by_chance_is_not_searched_for(value: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"the title: a secret of \d bytes is found by chance"):
        LeakScanner([Secret("the title", value)])


def test_no_form_is_so_short_that_it_is_found_by_chance() -> None:
    assert min(map(len, forms_of("cadenz"))) >= 6


def test_a_bomb_is_not_unpacked_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fixtures.oracle.readings._MOST_UNPACKED", 1000)
    scanner = LeakScanner([Secret("title", TEXT)])

    assert scanner.search([Piece("here", gzip.compress(b" " * 2000 + TEXT.encode()))]) == []


def test_among_very_many_pieces_the_right_ones_are_named_in_their_order() -> None:
    rows = [Piece(f"row {number}", b"a row of no interest %06d" % number) for number in range(100_000)]
    for number, text in {3: "moonlit cadenza", 50_000: b"moonlit cadenza".hex(), 99_999: "a moonlit cadenza"}.items():
        rows[number] = Piece.text(f"row {number}", text)

    found = LeakScanner([Secret("title", "moonlit cadenza")]).search(iter(rows))

    assert [str(finding) for finding in found] == [
        "title (raw) in row 3",
        "title (hex) in row 50000",
        "title (raw) in row 99999",
    ]


def test_what_only_two_pieces_together_hold_is_not_found() -> None:
    halves = [Piece("here", b"..moonlit"), Piece("there", b" cadenza.."), Piece("elsewhere", b"..moonlit")]

    assert LeakScanner([Secret("title", "moonlit cadenza"), Secret("line", "moonlit\n cadenza")]).search(halves) == []


def test_many_secrets_are_searched_for_quickly() -> None:
    scanner = LeakScanner(Secret(f"secret {number}", f"a secret of number {number:04}") for number in range(20))
    megabytes = 10
    piece = Piece("here", b'{"title": "nothing to see here", "rev": 17}\n' * (megabytes * 1_000_000 // 44))
    started = time.perf_counter()

    assert scanner.search([piece]) == []
    assert time.perf_counter() - started < 10
