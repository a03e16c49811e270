"""The suite keeps the form that docs and style promise: no selectors, no HTTP, a norm a test, short tests."""

import ast
from pathlib import Path

import pytest

SUITES = Path(__file__).parents[2] / "suites"
FILES = sorted(SUITES.rglob("test_*.py"))
FORBIDDEN_CALLS = ("locator", "get_by_", "query_selector", "wait_for_timeout", "sleep", "evaluate")
FORBIDDEN_MODULES = ("httpx", "requests", "time", "urllib", "reference_server", "reports")
LONGEST_TEST = 50
LONGEST_FILE = 300


def _functions(file: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]


def test_there_are_suites() -> None:
    assert FILES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_selectors_and_pauses_stay_out(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    called = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]

    assert [name for name in called if name.startswith(FORBIDDEN_CALLS)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_other_rooms_stay_out(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imported += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]

    assert [module for module in imported if module.partition(".")[0] in FORBIDDEN_MODULES] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_test_states_one_norm(file: Path) -> None:
    for test in _functions(file):
        docstring = ast.get_docstring(test) or ""
        assert "MUST" in docstring, f"{test.name} states no norm"
        assert len(docstring.splitlines()) == 1, f"{test.name} states more than one line"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_tests_and_files_stay_short(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    for test in _functions(file):
        assert (test.end_lineno or 0) - test.lineno + 1 <= LONGEST_TEST, f"{test.name} is too long"
