"""A release that goes out with known issues says so wherever its verdict is read."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from rich.console import Console

from reports.evidence.models import Outcome, SuiteEvidence
from reports.exports.markdown import to_markdown
from reports.gates.decide import Verdict, decide
from reports.gates.ledger import Ledger
from reports.gates.policy import Policy
from reports.render.page import render_page
from reports.render.terminal import render_terminal
from reports.render.words import headline
from tests.looks import complaints
from tests.made.ledgers import entry, ledger
from tests.made.results import CANDIDATE, NOW, run
from tests.reports.sample import MARKUP

ONE, TWO, THREE, FOUR = (f"FE-AREA-{number:02d}" for number in range(1, 5))
ADDRESS = "https://example.org/passion-os/issues/518"
SUITE = run({ONE: Outcome.FAILED, TWO: Outcome.ERROR, THREE: Outcome.FAILED})
KNOWN = ledger(
    ONE,
    entry(TWO, owner="Linnea Berg", issue=ADDRESS, expires=NOW.date().isoformat()),
    entry(THREE, expires=(NOW + timedelta(days=1)).date().isoformat(), os="linux"),
    entry(FOUR, os="windows"),
)
AT_FAULT = ledger(ONE, entry(TWO, expires=(NOW - timedelta(days=3)).date().isoformat()), FOUR)


def judged(known: Ledger, suite: SuiteEvidence = SUITE) -> Verdict:
    return decide(Policy.read("release"), suite, ledger=known, candidate_digest=CANDIDATE, now=NOW)


def terminal(verdict: Verdict, width: int = 120) -> str:
    out = StringIO()
    render_terminal(verdict, SUITE, Console(file=out, width=width), Path("runs/one"))
    return out.getvalue()


@pytest.fixture
def shown(page: Page, tmp_path: Path, request: pytest.FixtureRequest) -> Page:
    """Open the page of a run with known issues; as a parameter, another ledger."""
    known = getattr(request, "param", KNOWN)
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "report.html").write_text(render_page(judged(known), SUITE, tmp_path), encoding="utf-8")
    page.goto((tmp_path / "views" / "report.html").as_uri())
    return page


def test_a_terminal_shows_owner_issue_reason_and_days_left() -> None:
    text = terminal(judged(KNOWN))

    assert text.split()[0] == "GO"
    assert f"~ in force   {ONE}  Ada Ndiaye · #412 · ends 2026-12-22, in 30 days" in text
    assert f"~ in force   {TWO}  Linnea Berg · {ADDRESS} · ends 2026-11-22, today" in text
    assert f"~ in force   {THREE}  Ada Ndiaye · #412 · ends 2026-11-23, in 1 day · linux" in text
    assert f"✓ elsewhere  {FOUR}" in text
    assert text.count("The tooltip is cut at 320 px; the table says the same.") == 4
    assert f"{ONE}  failed · 0.5 s · known issue #412" in text
    assert KNOWN.sha256 in text


def test_a_terminal_says_of_an_entry_at_fault_what_to_do() -> None:
    text = terminal(judged(AT_FAULT))

    assert f"✗ exceptions: the entry for {TWO} ended on 2026-11-19, 3 days ago" in text
    assert "Make the case pass and remove the entry, or agree with the owner on a new day and say why." in text
    assert f"✗ expired      {TWO}  Ada Ndiaye · #412 · ends 2026-11-19, 3 days ago" in text
    assert f"✗ unnecessary  {FOUR}" in text
    assert "known issue" not in text.partition(f"{TWO}  error")[2].partition("again")[0]


def test_no_entry_at_all_takes_no_room() -> None:
    text = terminal(judged(ledger(), run()))

    assert "Exceptions" not in text
    assert "exceptions  sha256" in text


@pytest.mark.parametrize(
    ("number", "says"), [(1, "1 known issue, with an owner"), (2, "2 known issues, each with an owner")]
)
def test_the_headline_of_a_go_does_not_claim_what_failed(number: int, says: str) -> None:
    ids = (ONE, TWO)[:number]

    verdict = judged(ledger(*ids), run(dict.fromkeys(ids, Outcome.FAILED)))

    assert headline(verdict) == f"Everything that this policy asks for was shown, except for {says} and a last day."


def test_the_verdict_as_json_holds_every_entry_with_its_state() -> None:
    told = json.loads(judged(KNOWN).model_dump_json())

    assert [(each["entry"]["case"], each["code"], each["status"]) for each in told["exceptions"]] == [
        (ONE, "in_force", "waived"),
        (TWO, "in_force", "waived"),
        (THREE, "in_force", "waived"),
        (FOUR, "elsewhere", "holds"),
    ]
    assert told["exceptions"][1]["entry"]["expires"] == "2026-11-22"
    assert told["ledger"] == {"name": "exceptions.yaml", "sha256": KNOWN.sha256}


def test_markdown_has_a_row_for_each_entry() -> None:
    text = to_markdown(judged(KNOWN), SUITE)

    assert f"| ⚠️ in force | {ONE} | Ada Ndiaye | &#35;412 | The tooltip is cut at 320 px; the table" in text
    assert f"| ✅ elsewhere | {FOUR} on windows |" in text
    assert "| 2026-12-22, in 30 days |" in text
    assert f"exceptions `{KNOWN.sha256}`" in text
    assert "failed, known issue &#35;412" in text


def test_the_page_has_a_row_for_each_entry(shown: Page) -> None:
    exceptions = shown.get_by_role("region", name="Exceptions")

    expect(exceptions.locator("tbody tr")).to_have_count(4)
    row = exceptions.get_by_role("row", name=TWO)
    for fact in ("in force", "Linnea Berg", "The tooltip is cut at 320 px", "2026-11-22, today", f"{TWO} did not pass"):
        expect(row).to_contain_text(fact)
    expect(row.get_by_role("link", name=ADDRESS)).to_have_attribute("href", ADDRESS)
    expect(shown.get_by_role("banner")).to_contain_text("3 known issues")
    expect(shown.get_by_role("region", name="Evidence")).to_contain_text(KNOWN.sha256)


def test_a_failure_on_the_page_is_told_to_be_known(shown: Page) -> None:
    known = shown.get_by_role("article", name=ONE)

    expect(known).to_contain_text("Known issue #412 of Ada Ndiaye, excepted until 2026-12-22, in 30 days:")


@pytest.mark.parametrize("shown", [AT_FAULT], indirect=True)
def test_a_failure_whose_entry_is_at_fault_is_not(shown: Page) -> None:
    expect(shown.get_by_role("article", name=TWO)).not_to_contain_text("Known issue")
    expect(shown.get_by_role("region", name="Why")).to_contain_text(f"the entry for {TWO} ended on 2026-11-19")


def test_a_page_without_entries_has_no_such_part(tmp_path: Path) -> None:
    text = render_page(judged(ledger(), run()), run(), tmp_path)

    assert 'id="exceptions"' not in text


@pytest.mark.parametrize("shown", [KNOWN, AT_FAULT], indirect=True)
def test_nothing_stands_in_the_way_of_anyone(shown: Page) -> None:
    assert complaints(shown) == []
    for width in (320, 390, 768, 1280):
        shown.set_viewport_size({"width": width, "height": 800})
        assert shown.evaluate("document.documentElement.scrollWidth") == width


def test_whatever_an_entry_says_stays_text(tmp_path: Path) -> None:
    evil = ledger(entry(ONE, owner=MARKUP, reason=MARKUP, issue="javascript:alert(412)"), entry(MARKUP, issue="7<b>"))

    text = render_page(judged(evil), SUITE, tmp_path)

    assert "<img src=x" not in text
    assert "7<b>" not in text
    assert 'href="javascript' not in text
    assert text.count("<script") == 1
    assert MARKUP not in to_markdown(judged(evil), SUITE)
    assert "\x1b" not in terminal(judged(ledger(entry(ONE, owner="\x1b[2Jshown", reason="\x1b]0;a long title\x07"))))
