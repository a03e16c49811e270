"""The language of queries, by what it finds in a text."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.web.modules import run

FOUND = """
    const terms = module.parse(given.query);
    const isMet = (term) => module.fieldsMet(term, given.content).length > 0;
    return terms.length > 0 && terms.every((term) => isMet(term) !== term.excluded);
"""
CONTENT = {"title": "Encrypted Café notes", "body": "The bass line, 120 bpm; ideas for 🎹 and 音楽.\nA quick brown fox"}


def found(page: Page, query: str) -> Any:
    """Say whether a query finds the content."""
    return run(page, "search/query.js", FOUND, {"query": query, "content": CONTENT})


@pytest.mark.parametrize(
    "query",
    [
        "bass",
        "BASS",
        "cafe",
        "CAFÉ",
        "bas",
        "encryp",
        "encrypted",
        "bass fox",
        "title:cafe",
        "TITLE:cafe body:fox",
        '"bass line"',
        '"bass line 120"',
        "“quick brown”",
        '"a quick"',
        '"brown fox',
        "bass -piano",
        "bass -title:fox",
        'bass -"line bass"',
        "🎹",
        '"🎹"',
        "音楽",
    ],
)
def test_a_query_finds(page: Page, query: str) -> None:
    assert found(page, query) is True


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "b",
        "-",
        '""',
        "title:",
        "piano",
        "bp",
        "fo-x",
        "encryption",
        "encrypteds",
        "title:bass",
        "body:cafe",
        "bass piano",
        "bass -fox",
        "bass -bro",
        '"line bass"',
        '"bas line"',
        '"bass lin"',
        'bass -"quick brown"',
        "qu bass",
        "🎸",
    ],
)
def test_a_query_does_not_find(page: Page, query: str) -> None:
    assert found(page, query) is False


def test_a_query_of_exclusions_alone_asks_for_nothing(page: Page) -> None:
    assert run(page, "search/query.js", "return module.parse(given).some((term) => !term.excluded);", "-bass") is False
