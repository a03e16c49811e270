"""Rules of the tree that no other tool checks."""

import re
import subprocess
from pathlib import Path

import pytest

import fixtures

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MODULE = 300  # lines; the aim is 150 (docs: style guide, principle 28)

# Built from pieces, so that this file does not contain what it forbids.
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.])/(?:root|home/[a-z]+)" + r"/"),
    "work left behind": re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b"),
    "a package registry's address": re.compile(r"--(?:extra-)?index-" + r'url [^"`]|"resolved": *"http'),
    "a blind wait": re.compile(r"time\.sle" + r"ep\(|wait_for_time" + r"out\(|networki" + r"dle"),
}


def _tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for name in listing.split("\0") if name and (path := ROOT / name).is_file()]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_holds(what: str) -> None:
    # `eventually` is the one place that waits between two looks; a run directory waits for readers on Windows.
    own = {"requirements.lock", "Makefile", "LICENSE", "eventually.py", "run_directory.py"}
    tracked = _tracked()
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked
        if path.name not in own and (match := FORBIDDEN[what].search(_text(path)))
    ]

    assert tracked
    assert found == []


def test_no_link_to_somewhere_is_tracked() -> None:
    """A checkout that holds one in the place of an ignored folder empties that folder."""
    listing = subprocess.run(
        ["git", "ls-files", "--stage"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    entries = listing.splitlines()

    assert entries
    assert [entry for entry in entries if entry.startswith("120000")] == []


def test_modules_stay_small() -> None:
    modules = [path for path in _tracked() if path.suffix in {".py", ".js"}]
    long = {
        str(path.relative_to(ROOT)): lines for path in modules if (lines := _text(path).count("\n")) > LONGEST_MODULE
    }

    assert modules
    assert long == {}


def test_the_fixtures_that_tests_import_are_ours() -> None:
    """PyPI has a package of the same name."""
    assert {Path(path) for path in fixtures.__path__} == {ROOT / "fixtures"}
