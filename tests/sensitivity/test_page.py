"""The kill matrix as a page: whole, escaped, and no wider than the screen."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from reports.sensitivity.models import Matrix
from reports.sensitivity.page import render_matrix
from tests.looks import complaints
from tests.made.results import manifest
from tests.sensitivity.builders import matrix, trial

LONG_ADDRESS = "https://github.com/somebody-with-a-long-name/a-repository-with-a-longer-one/issues/1234567890"


def full_matrix() -> Matrix:
    """Give a matrix of many cases, with all that may be too long for a screen."""
    trials = [trial(f"quests.defect_number_{number:02d}", "CP-QUEST-01") for number in range(30)]
    odd = trials[0].variant.model_copy(update={"provenance": LONG_ADDRESS, "title": "<b>loud</b>"})
    made = matrix(trials[0].model_copy(update={"variant": odd}), *trials[1:])
    return made.model_copy(update={"cases": [case for case in made.cases for _ in range(10)]})


@pytest.fixture
def address(tmp_path: Path) -> str:
    file = tmp_path / "sensitivity.html"
    file.write_text(render_matrix(full_matrix(), manifest()), encoding="utf-8")
    return file.as_uri()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_only_the_matrix_itself_is_wider_than_the_screen(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")

    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_what_it_shows_is_text(page: Page, address: str) -> None:
    page.goto(address)

    expect(page.get_by_role("rowheader", name="<b>loud</b>")).to_be_visible()
    expect(page.locator("table b")).to_have_count(0)


def test_figures_of_nothing_claim_nothing(page: Page, tmp_path: Path) -> None:
    """Neither a defect nor a benign variant reached anybody."""
    file = tmp_path / "sensitivity.html"
    idle = matrix(trial("quests.lost", hits=0), trial("benign.gzip", hits=0, benign=True))
    file.write_text(render_matrix(idle, manifest()), encoding="utf-8")
    page.goto(file.as_uri())

    facts = page.locator("dl.facts > div")
    expect(facts.filter(has_text="Detection").locator("dd")).to_have_text("unknown")
    expect(facts.filter(has_text="False alarms").locator("dd")).to_have_text("unknown")


def test_it_is_readable_by_everyone(page: Page, address: str) -> None:
    page.goto(address)

    assert complaints(page) == []
