"""The language of queries: what its signs mean, and what is said of a question that asks for nothing."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import expect

from fixtures.search.searching import Library

# In the order of their making.
TEXTS = {
    "Bass line": "quick brown fox over a lazy dog",
    "Fox hunt": "a bass drum and no line",
    "Brown study": "quick, brown — fox",
    "Line dance": "the bass",
}
PARTS = {
    "words narrow in any order": {
        "bass": ["Bass line", "Line dance", "Fox hunt"],
        "bass line": ["Bass line", "Line dance", "Fox hunt"],
        "line bass": ["Bass line", "Line dance", "Fox hunt"],
        "bass line drum": ["Fox hunt"],
        "bass, line; drum!": ["Fox hunt"],
        "bass line fiddle": [],
    },
    "a phrase is words in a row": {
        '"brown fox"': ["Brown study", "Bass line"],
        '"QUICK brown"': ["Brown study", "Bass line"],
        '"fox brown"': [],
        '"brown over"': [],
        '"brown fo"': [],
        '"line quick"': [],  # the end of a title and the beginning of its text
        '"a bass" "no line"': ["Fox hunt"],
    },
    "quotes of any kind, closed or not": {
        "„brown fox“": ["Brown study", "Bass line"],
        "«brown fox»": ["Brown study", "Bass line"],
        "“fox over”": ["Bass line"],
        '"brown fox': ["Brown study", "Bass line"],
        'bass "fox over': ["Bass line"],
    },
    "a minus excludes": {
        "bass -fox": ["Line dance"],
        "bass -lin": [],
        'bass -"bass line"': ["Line dance", "Fox hunt"],
        "bass -drum -dog": ["Line dance"],
        "bass -fiddle": ["Bass line", "Line dance", "Fox hunt"],
        "bass -bass": [],
    },
    "a field narrows": {
        "title:bass": ["Bass line"],
        "body:bass": ["Line dance", "Fox hunt"],
        "TITLE:FOX": ["Fox hunt"],
        'title:"bass line"': ["Bass line"],
        'body:"bass line"': [],
        "title:brown body:fox": ["Brown study"],
        "bass -title:line": ["Fox hunt"],
        "bass -body:bass": ["Bass line"],
    },
}
SAID = {
    "-fox": "Type what is to be found, beside what is not.",
    "-title:fox": "Type what is to be found, beside what is not.",
    "b": "Type at least two letters of a word.",
    '""': "Type at least two letters of a word.",
    "fiddle": "No results for “fiddle”.",
}


@pytest.mark.parametrize("found", PARTS.values(), ids=PARTS)
def test_signs_mean_what_people_expect(library: Library, found: Mapping[str, list[str]]) -> None:
    """Quotes, minus and field names MUST narrow as they say."""
    box = library(TEXTS)

    assert {query: box.find(query) for query in found} == found


def test_a_question_for_nothing_is_answered_with_what_to_do(library: Library) -> None:
    """A query without anything to find MUST show no results, and say what to type."""
    box = library(TEXTS)
    box.find("bass")

    for query, sentence in SAID.items():
        box.query.fill(query)
        expect(box.said, f"about {query}").to_have_text(sentence)
        expect(box.results).to_have_count(0)
