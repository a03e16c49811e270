"""Progress is read from records while they are written, and shown as fits the place."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from qa.progress import Progress, RecordTail
from qa.progress_view import PlainView, TerminalView, view_for
from reports.evidence.models import Collected, Plan, PlannedCase

PLAN = Plan(
    cases=[
        PlannedCase(id=case, group="critical_path", area=area, title="T", selected=True, tests=[])
        for case, area in (("CP-AUTH-01", "auth"), ("CP-AUTH-02", "auth"), ("CP-HABIT-01", "habits"))
    ]
)
COLLECTED = Collected(nodes={"CP-HABIT-01": ["h::one"], "CP-AUTH-01": ["a::one", "a::two"]})


def report(node_id: str, when: str, outcome: str = "passed", longrepr: Any = None) -> dict[str, Any]:
    """Make a record as pytest-reportlog writes it."""
    return {
        "$report_type": "TestReport",
        "nodeid": node_id,
        "when": when,
        "outcome": outcome,
        "longrepr": longrepr,
        "duration": 0.5,
    }


@pytest.fixture
def progress() -> Progress:
    planned = Progress()
    planned.plan(PLAN, COLLECTED)
    return planned


def test_tests_are_counted_by_area_in_the_order_of_the_catalogue(progress: Progress) -> None:
    assert {name: area.planned for name, area in progress.areas.items()} == {"auth": 2, "habits": 1}
    assert (progress.planned, progress.done) == (3, 0)


def test_a_test_is_through_after_its_tear_down(progress: Progress) -> None:
    assert progress.see(report("a::one", "setup")) is None
    assert progress.see(report("a::one", "call")) is None
    end = progress.see(report("a::one", "teardown"))

    assert end
    assert (end.case, end.area, end.result, end.duration_s) == ("CP-AUTH-01", "auth", "passed", 1.5)
    assert (progress.done, progress.failed) == (1, 0)


@pytest.mark.parametrize("phase", ["setup", "call", "teardown"])
def test_a_failure_in_any_phase_fails_the_test_with_its_first_reason(progress: Progress, phase: str) -> None:
    reason = {"reprcrash": {"message": "expected 1\nsaw 2"}}
    for when in ("setup", "call"):
        progress.see(report("a::one", when, *(("failed", reason) if when == phase else ())))
    end = progress.see(report("a::one", "teardown", *(("failed", reason) if phase == "teardown" else ())))

    assert end
    assert (end.result, end.message) == ("failed", "expected 1")
    assert progress.failed == 1


def test_a_test_whose_worker_died_is_through_and_failed(progress: Progress) -> None:
    progress.see(report("a::one", "setup"))
    end = progress.see(report("a::one", "???", "failed", "worker 'gw0' crashed while running 'a::one'"))

    assert end
    assert (end.result, progress.done, progress.failed) == ("failed", 1, 1)


def test_a_skip_says_why(progress: Progress) -> None:
    progress.see(report("h::one", "setup", "skipped", ["f.py", 3, "Skipped: staging allows no faults"]))
    end = progress.see(report("h::one", "teardown"))

    assert end
    assert (end.result, end.message) == ("skipped", "Skipped: staging allows no faults")


def test_what_is_no_planned_test_is_passed_over(progress: Progress) -> None:
    assert progress.see({"$report_type": "SessionStart"}) is None
    assert progress.see(report("elsewhere::one", "teardown")) is None
    assert progress.done == 0


def test_a_line_that_is_still_being_written_waits(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    tail = RecordTail(path)
    assert list(tail.read()) == []

    whole, half = json.dumps({"n": 1}) + "\n", json.dumps({"n": 2})
    path.write_text(whole + half, encoding="utf-8")
    assert list(tail.read()) == [{"n": 1}]

    path.write_text(whole + half + "\n", encoding="utf-8")
    assert list(tail.read()) == [{"n": 2}]
    assert list(tail.read()) == []


def test_without_a_terminal_there_is_one_line_a_test(progress: Progress) -> None:
    output = io.StringIO()
    view = view_for(Console(file=output, width=200))
    assert isinstance(view, PlainView)

    with view:
        view.state("3 tests")
        view.state("3 tests")
        failed = progress.see(report("h::one", "teardown", "failed", "boom [bold]x[/bold]"))
        assert failed
        view.update(progress, [failed])

    assert output.getvalue() == "3 tests\n[  1/3] failed  CP-HABIT-01    0.5 s  boom [bold]x[/bold]\n"


def test_a_terminal_that_cannot_move_its_cursor_gets_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")

    assert isinstance(view_for(Console(file=io.StringIO(), force_terminal=True)), PlainView)


def test_a_terminal_shows_a_bar_an_area_and_failures_above(progress: Progress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    output = io.StringIO()
    view = view_for(Console(file=output, width=100, force_terminal=True, color_system=None))
    assert isinstance(view, TerminalView)

    with view:
        passed, failed = (
            progress.see(report("a::one", "teardown")),
            progress.see(report("h::one", "teardown", "failed", "boom")),
        )
        assert passed
        assert failed
        view.update(progress, [passed, failed])
        view.state("3 tests")

    shown = output.getvalue()
    assert "failed  CP-HABIT-01" in shown
    assert "passed" not in shown
    assert "1/2" in shown
    assert "1 failed" in shown
