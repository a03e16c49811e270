"""Words of the search: the same for every way of writing them."""

import sys
import unicodedata

import pytest
from playwright.sync_api import Page

from tests.web.modules import run

SURROGATES = range(0xD800, 0xE000)
BATCH = 0x10000


def folded(text: str) -> str:
    """Fold a text as the protocol says, by Python's own tables."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", plain) if not unicodedata.category(letter).startswith("M")
    )
    return unicodedata.normalize("NFKC", bare)


def test_every_code_point_is_folded_as_the_protocol_says(page: Page) -> None:
    """Those that Python's older edition of Unicode does not know are left out, and counted."""
    known = [
        chr(point)
        for point in range(sys.maxunicode + 1)
        if point not in SURROGATES and unicodedata.category(chr(point)) != "Cn"
    ]
    others = run(
        page,
        "search/words.js",
        """let count = 0;
        for (let point = 0; point <= 0x10ffff; point++) count += /\\P{Cn}/u.test(String.fromCodePoint(point));
        return count - 2048;""",
    )

    wrong = []
    for start in range(0, len(known), BATCH):
        batch = known[start : start + BATCH]
        got = run(page, "search/words.js", "return given.map(module.fold);", batch)
        wrong += [
            (hex(ord(one)), folded(one), fold) for one, fold in zip(batch, got, strict=True) if fold != folded(one)
        ]

    print(f"{len(known)} code points compared, {others - len(known)} are unknown to Python's Unicode")
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Straße STRASSE straẞe", ["strasse"]),
        ("Café cafe\u0301 ＣＡＦÉ", ["cafe"]),
        ("ΟΔΥΣΣΕΎΣ οδυσσεύς", ["οδυσσευσ"]),
        ("Ёлка ёлка", ["елка"]),
        ("音楽 music", ["音楽", "music"]),
        ("İstanbul ISPARTA \u0131s\u0131", ["istanbul", "isparta", "\u0131s\u0131"]),
        ("a I 1 ab 12", ["ab", "12"]),
        ("don't stop—ever, 3.14 (or e-mail)", ["don't", "stop", "ever", "3.14", "or", "mail"]),
        ("\U0001d49c\U0001d4c1\U0001d4c5\U0001d4bd\U0001d4b6 \ufb01ne", ["alpha", "fine"]),
        ("🎹 piano🎹", ["piano"]),
        ("one\ntwo\tthree\u00a0four", ["one", "two", "three", "four"]),
        ("", []),
    ],
)
def test_words_are_found_whatever_the_writing(page: Page, text: str, words: list[str]) -> None:
    assert run(page, "search/words.js", "return [...module.wordsOf(given)];", text) == words


def test_words_do_not_depend_on_the_language_of_the_browser(page: Page) -> None:
    taken = run(page, "search/words.js", 'return new Intl.Segmenter(["und", "en"]).resolvedOptions().locale;')

    assert taken in {"und", "en"}


def test_pieces_that_are_plainly_words_are_split_as_the_segmenter_would(page: Page) -> None:
    """The short cut past the segmenter MUST NOT change any word."""
    text = "the quick 12 b2b brown_fox it's e.g. 1,000 x-ray\r\nend ab\u00adcd \u200dzwj a\ufeffb"
    by_whole = 'return [...new Intl.Segmenter("en", { granularity: "word" }).segment(module.fold(given))]'

    whole = run(
        page, "search/words.js", f"{by_whole}.filter((each) => each.isWordLike).map((each) => each.segment);", text
    )

    assert run(page, "search/words.js", "return module.split(module.fold(given));", text) == whole
