"""The page: whole without a network, readable by everyone, and never fooled by what it shows."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from reports.evidence.models import Build, Outcome, SuiteEvidence, TargetIdentity
from reports.gates.decide import decide
from reports.gates.policy import Policy
from reports.render.page import render_page
from tests.looks import complaints
from tests.made.results import CANDIDATE, NOW, STAGE, evidence, result, run
from tests.reports.sample import MARKUP, green_run, sample_run


def write(suite: SuiteEvidence, run_dir: Path, policy: str = "critical-path") -> str:
    """Write the page where it belongs and give its address."""
    page = run_dir / "views" / "report.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(
        render_page(decide(Policy.read(policy), suite, candidate_digest=CANDIDATE, now=NOW), suite, run_dir),
        encoding="utf-8",
    )
    return page.as_uri()


@pytest.fixture
def no_go(tmp_path: Path) -> str:
    return write(sample_run(tmp_path / "run"), tmp_path / "run")


@pytest.fixture
def inconclusive(tmp_path: Path) -> str:
    return write(green_run(tmp_path / "run"), tmp_path / "run", policy="release")


@pytest.fixture
def go(tmp_path: Path) -> str:
    return write(green_run(tmp_path / "run"), tmp_path / "run")


def test_the_verdict_is_the_first_heading(page: Page, no_go: str) -> None:
    page.goto(no_go)

    expect(page.get_by_role("heading", level=1)).to_have_text("✕NO-GO")
    expect(page.get_by_role("banner")).to_contain_text("1 of 1 objectives broken.")


def test_a_failure_shows_all_that_is_needed_to_go_after_it(page: Page, no_go: str) -> None:
    page.goto(no_go)

    failure = page.get_by_role("article", name="CP-FOCUS-02")
    expect(failure).to_contain_text("reproduced 3 of 3")
    expect(failure).to_contain_text("last:    25:00")
    expect(failure).to_contain_text("qa run CP-FOCUS-02 --target staging --seed 7")
    expect(failure.get_by_role("img", name="Screenshot, phone")).to_have_js_property("naturalWidth", 640)
    failure.get_by_text("Server log of this test").click()
    expect(failure).to_contain_text("/api/focus/{id}/pause")


def test_links_to_kept_files_lead_to_them(page: Page, no_go: str, tmp_path: Path) -> None:
    page.goto(no_go)

    links = page.locator("a[href^='../']").evaluate_all("links => links.map(link => link.href)")

    assert (tmp_path / "run" / "artifacts" / "CP-FOCUS-02" / "trace.zip").as_uri() in links
    assert [link for link in links if not Path(link.removeprefix("file://")).is_file()] == []


def test_every_missing_case_is_listed(page: Page, inconclusive: str) -> None:
    page.goto(inconclusive)

    missing = page.get_by_role("region", name="Without an outcome")
    expect(page.get_by_role("heading", level=1)).to_have_text("?INCONCLUSIVE")
    expect(missing.get_by_role("listitem")).to_have_count(74)
    expect(missing).to_contain_text("OF-AREA-10")


def test_what_the_evidence_rests_on_is_named(page: Page, go: str) -> None:
    page.goto(go)

    identity = page.get_by_role("region", name="Evidence")
    for fact in ("sha256:candidate", "abc123", "p" * 64, "m" * 64, Policy.read("critical-path").sha256, "pytest 9.2.0"):
        expect(identity).to_contain_text(fact)


def test_markup_in_titles_messages_and_logs_is_shown_as_text(page: Page, no_go: str) -> None:
    spoken: list[Dialog] = []
    page.on("dialog", lambda dialog: spoken.insert(0, dialog))
    page.goto(no_go)

    expect(page.get_by_role("article", name="CP-QUEST-04").locator("pre")).to_contain_text(MARKUP)
    assert page.title().startswith("NO-GO")
    assert page.locator("img[src='x']").count() == 0
    assert page.locator("script").count() == 1
    assert spoken == []


@pytest.mark.parametrize("field", ["id", "title", "group", "area", "reason"])
def test_every_field_of_a_case_is_escaped(field: str, tmp_path: Path) -> None:
    odd = result(STAGE[0], Outcome.FAILED).model_copy(update={field: f"{MARKUP}'\""})
    suite = evidence([odd, result(STAGE[1], Outcome.SKIPPED).model_copy(update={field: MARKUP})], problems=[MARKUP])

    text = render_page(decide(Policy.read("release"), suite, candidate_digest=CANDIDATE, now=NOW), suite, tmp_path)

    assert "<img src=x" not in text
    assert text.count("<script") == 1


def test_control_characters_and_half_surrogates_of_any_field_are_left_out(tmp_path: Path) -> None:
    evil = "\x1b[2J\x07\ud800shown"
    changes: dict[str, Any] = {
        "build": Build(product=evil, version=evil, commit=evil, digest=evil),
        "target": TargetIdentity(name=evil, kind=evil, host=evil),
        "run_id": evil,
        "platform": evil,
        "tools": {evil: evil},
    }
    odd = result(STAGE[0], Outcome.FAILED)
    attempts = [each.model_copy(update={"trace_id": evil, "worker": evil, "notes": [evil]}) for each in odd.attempts]
    suite = evidence([odd.model_copy(update={"id": evil, "attempts": attempts})], **changes)

    text = render_page(decide(Policy.read("release"), suite, candidate_digest=CANDIDATE, now=NOW), suite, tmp_path)

    assert text.count("shown") > 10
    assert not {"\x1b", "\x07", "\ud800"} & set(text)


def test_what_a_passed_case_noted_is_shown_with_it(page: Page, tmp_path: Path) -> None:
    noted = result(STAGE[0])
    attempts = [each.model_copy(update={"notes": ["not shown: a change of the clocks"]}) for each in noted.attempts]
    page.goto(write(evidence([noted.model_copy(update={"attempts": attempts})]), tmp_path))

    row = page.get_by_role("region", name="All cases").get_by_role("row", name=STAGE[0])

    expect(row).to_contain_text("not shown: a change of the clocks")


def test_a_script_that_got_in_would_not_run(page: Page, no_go: str) -> None:
    """The page's own policy MUST refuse scripts, though escaping were ever forgotten."""
    page.goto(no_go)

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">')")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'document.title=2'}))")

    assert page.title().startswith("NO-GO")


def test_the_page_needs_nothing_from_outside(browser: Browser, no_go: str) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))

    page.goto(no_go, wait_until="load")

    assert [url for url in asked if not url.startswith("data:")] == [no_go]
    assert troubles == []
    assert re.findall(r"(?:src|href)=[\"']?(?:https?:|//)|@import|url\(", page.content()) == []
    context.close()


@pytest.mark.parametrize("which", ["no_go", "inconclusive", "go"])
def test_nothing_stands_in_the_way_of_anyone(page: Page, which: str, request: pytest.FixtureRequest) -> None:
    page.goto(request.getfixturevalue(which))

    assert complaints(page) == []


@pytest.mark.parametrize("which", ["no_go", "inconclusive"])
def test_nothing_runs_out_of_the_side(page: Page, which: str, request: pytest.FixtureRequest) -> None:
    page.goto(request.getfixturevalue(which))

    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_keyboard_reaches_the_content_first(page: Page, no_go: str) -> None:
    page.goto(no_go)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()


def test_cases_are_filtered_by_outcome_and_by_word(page: Page, no_go: str) -> None:
    page.goto(no_go)
    rows = page.get_by_role("region", name="All cases").locator("tbody tr:visible")
    filters = page.get_by_role("group", name="Filter the cases")
    expect(rows).to_have_count(94)

    filters.get_by_role("button", name="failed 2").press("Enter")
    expect(rows).to_have_count(2)
    expect(page.get_by_text("2 of 94 cases shown")).to_be_visible()
    filters.get_by_role("searchbox", name="Search the cases").fill("focus")
    expect(rows).to_have_count(1)

    filters.get_by_role("button", name="all 94").press("Space")
    expect(rows).to_have_count(4)


def test_a_command_is_copied_with_one_press(page: Page, no_go: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(no_go)

    page.get_by_role("button", name="Copy the command for CP-FOCUS-02").press("Enter")

    expect(page.get_by_text("Command copied.")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == "qa run CP-FOCUS-02 --target staging --seed 7"


def test_without_scripts_everything_is_there_and_nothing_is_dead(browser: Browser, no_go: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(no_go)

    expect(page.locator("[data-outcome]:visible")).to_have_count(94)
    expect(page.locator("button:visible, input:visible")).to_have_count(0)
    context.close()


def test_paper_shows_the_content_without_the_controls(page: Page, inconclusive: str) -> None:
    page.goto(inconclusive)
    page.locator("#missing summary").first.click()

    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    expect(page.locator("nav, button, input").locator("visible=true")).to_have_count(0)
    expect(page.locator("#missing li:visible")).to_have_count(74)


def test_an_unsealed_run_of_no_known_build_has_a_page_too(page: Page, tmp_path: Path) -> None:
    page.goto(write(run(ran=[], seal=None, build=None, seed=None), tmp_path))

    expect(page.get_by_role("banner")).to_contain_text("not finished")
    expect(page.get_by_role("region", name="Evidence")).to_contain_text("the target never stated it")
