"""Screens look for names that pages have: checked in the sources, without a browser."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import fixtures.screens
from tests.web.sources import names_shown

# The identity provider's page is not the product's.
SCREENS = sorted(file for file in Path(fixtures.screens.__path__[0]).glob("*.py") if file.stem != "identity")
BY_TEXT = {"get_by_label", "get_by_text"}
BY_OWN_HELPER = {"_region", "_item", "_titles"}


def names_sought(source: str) -> Iterator[str]:
    """Yield the accessible names and texts that a screen's source looks for, a regular expression as its pattern."""
    for call in ast.walk(ast.parse(source)):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        if call.func.attr == "get_by_role":
            yield from (text for key in call.keywords if key.arg == "name" for text in _texts(key.value))
        elif call.func.attr in BY_TEXT | BY_OWN_HELPER:
            yield from _texts(call.args[0])


def _texts(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield re.escape(text)
        case ast.Call(func=ast.Attribute(attr="compile"), args=[ast.Constant(value=str(pattern))]):
            yield pattern


def not_shown(source: str) -> list[str]:
    """Return the names that a screen's source looks for and no page has."""
    shown = names_shown()
    return [name for name in names_sought(source) if not any(re.search(name, piece) for piece in shown)]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda file: file.stem)
def test_pages_have_every_name_that_a_screen_looks_for(screen: Path) -> None:
    assert not_shown(screen.read_text(encoding="utf-8")) == []


def test_names_are_found_in_the_screens() -> None:
    found = [name for screen in SCREENS for name in names_sought(screen.read_text(encoding="utf-8"))]

    assert len(found) > 40


@pytest.mark.parametrize(
    "source",
    [
        'page.get_by_role("button", name="Frobnicate")',
        'page.get_by_label("Colour", exact=True)',
        'page.get_by_text("Minutes lost: ")',
        'page.get_by_text(re.compile("^Longest sessions"))',
        'self._region("Yesterday")',
    ],
)
def test_an_invented_name_is_noticed(source: str) -> None:
    assert len(not_shown(source)) == 1
