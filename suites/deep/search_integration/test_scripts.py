"""Words in many scripts are found as their readers write them (protocol, section 3).

What is found follows from the protocol alone: casefold(NFKC(text)) without combining marks, cut at Unicode's word
borders, words of 2 code points or more, and beginnings of 3 or more.
"""

# ruff: noqa: RUF001 - letters of other scripts are what this is about

import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

import pytest

from fixtures.search.searching import Library


class Script(NamedTuple):
    """Texts by title, and for each query the titles that it finds."""

    texts: Mapping[str, str]
    found: Mapping[str, list[str]]


def decomposed(text: str) -> str:
    """Return the text with each accent as a sign of its own."""
    return unicodedata.normalize("NFD", text)


SCRIPTS = {
    "latin": Script(
        {"Straßenmusik": "", "ﬂügel": "", "ＷＡＬＴＺ": "", "Smörgåsbord": "", "Łódź": "", "Cœur": ""},
        {
            "STRASSENMUSIK": ["Straßenmusik"],
            "straßen": ["Straßenmusik"],
            "flugel": ["ﬂügel"],
            "FLÜ": ["ﬂügel"],
            "waltz": ["ＷＡＬＴＺ"],
            "ｗａｌ": ["ＷＡＬＴＺ"],
            decomposed("smörgås"): ["Smörgåsbord"],
            "smorgas": ["Smörgåsbord"],
            # A stroke is part of the letter and œ a letter of its own: neither is a mark or a compatibility form.
            "łodz": ["Łódź"],
            "lodz": [],
            "CŒUR": ["Cœur"],
            "coeur": [],
        },
    ),
    "greek": Script(
        {"ὈΔΥΣΣΕΎΣ": "", "Ωδή": "προς την Ελευθερία"},
        {
            "οδυσσευς": ["ὈΔΥΣΣΕΎΣ"],
            "οδυσσεύσ": ["ὈΔΥΣΣΕΎΣ"],
            "Ὀδυσσεύς": ["ὈΔΥΣΣΕΎΣ"],
            "ΩΔΗ": ["Ωδή"],
            "προσ": ["Ωδή"],
            "ΕΛΕΥ": ["Ωδή"],
        },
    ),
    "turkish": Script(
        {"İstanbul": "ılık", "ISPARTA": ""},
        {
            "istanbul": ["İstanbul"],
            "ISTAN": ["İstanbul"],
            "isparta": ["ISPARTA"],
            # A language's own rule would make these the same; the protocol has none.
            "ısparta": [],
            "ılık": ["İstanbul"],
            "ilik": [],
            "ILIK": [],
        },
    ),
    "cyrillic": Script(
        {"Ёлочка": "Їжак і йод", "Съешь": "ещё этих мягких булок"},
        {
            "елочка": ["Ёлочка"],
            decomposed("ЁЛО"): ["Ёлочка"],
            "іжак": ["Ёлочка"],
            "їжа иод": ["Ёлочка"],
            "СЪЕ еще": ["Съешь"],
        },
    ),
    "arabic": Script(
        {"مُوسِيقَى": "أُغْنِيَة", "لحن": "ﻣﻮﺳﻴﻘﻰ"},
        {
            "موسيقى": ["مُوسِيقَى", "لحن"],
            "موس": ["مُوسِيقَى", "لحن"],
            "مُوسِ": ["مُوسِيقَى", "لحن"],
            "اغنية": ["مُوسِيقَى"],
            "أغن": ["مُوسِيقَى"],
            "لحن": ["لحن"],
        },
    ),
    "hebrew": Script(
        {"שִׁיר חָדָשׁ": "", "ניגון": "בלי מילים"},
        {"שיר": ["שִׁיר חָדָשׁ"], "חדש שיר": ["שִׁיר חָדָשׁ"], "שִׁיר": ["שִׁיר חָדָשׁ"], "מילים": ["ניגון"], "ניג": ["ניגון"]},
    ),
    "devanagari": Script(
        {"संगीत": "", "संगीतकार": "रचना"},
        {
            "संगीत": ["संगीतकार", "संगीत"],
            "सगत": ["संगीतकार", "संगीत"],
            "संगीतकार": ["संगीतकार"],
            "रचना": ["संगीतकार"],
        },
    ),
    "hangul": Script(
        {"음악회장": "봄", "음악회": "가을 노래"},
        {
            "음악회": ["음악회", "음악회장"],
            decomposed("음악회"): ["음악회", "음악회장"],
            # Two code points are a whole word, and not yet a beginning.
            "음악": [],
            "노래": ["음악회"],
            "음악회장": ["음악회장"],
        },
    ),
    "katakana": Script(
        {"ピアノ": "", "ｷﾞﾀｰ": "アコースティック"},
        {
            "ﾋﾟｱﾉ": ["ピアノ"],
            decomposed("ピアノ"): ["ピアノ"],
            "ヒアノ": ["ピアノ"],
            "ギター": ["ｷﾞﾀｰ"],
            "アコー": ["ｷﾞﾀｰ"],
        },
    ),
    "signs and numbers": Script(
        {"120 bpm": "in 4/4, v2.0.1", "don't stop": "e-mail to ops_team", "Riff 🎸": "3,5 minutes"},
        {
            "120": ["120 bpm"],
            "bpm 120": ["120 bpm"],
            "v2.0.1": ["120 bpm"],
            "v2.0": ["120 bpm"],
            "2.0.1": [],
            "don't": ["don't stop"],
            "DON": ["don't stop"],
            "e-mail": ["don't stop"],
            "mail": ["don't stop"],
            "ops_team": ["don't stop"],
            "🎸": ["Riff 🎸"],
            "riff 🎸": ["Riff 🎸"],
            "3,5": ["Riff 🎸"],
            "stop 🎸": [],
        },
    ),
    "long words and rare planes": Script(
        {"Donaudampfschifffahrt": "donaudampfer", "𝒜𝓁𝓅𝒽𝒶": "", "𐐔𐐯𐑅𐐨𐑉𐐯𐐻": ""},
        {
            "donaudam": ["Donaudampfschifffahrt"],
            "donaudampfsch": ["Donaudampfschifffahrt"],
            "donaudampfschifffahrt": ["Donaudampfschifffahrt"],
            "donaudampfschiffe": [],
            "donaudampfschifffahrten": [],
            "alpha": ["𝒜𝓁𝓅𝒽𝒶"],
            "𝒶𝓁𝓅": ["𝒜𝓁𝓅𝒽𝒶"],
            "𐐼𐐯𐑅": ["𐐔𐐯𐑅𐐨𐑉𐐯𐐻"],
            "𐐼𐐯𐑅𐐨𐑉𐐯𐐻": ["𐐔𐐯𐑅𐐨𐑉𐐯𐐻"],
            "𐐯𐑅𐐨": [],
        },
    ),
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_words_are_found_in_any_script(library: Library, script: Script) -> None:
    """A word MUST be found whatever its case, marks and form, and nothing else with it."""
    box = library(script.texts)

    assert {query: box.find(query) for query in script.found} == script.found
