"""What a person reads in a terminal after a run."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from reports.evidence.models import Build, Outcome, SuiteEvidence, TargetIdentity
from reports.gates.decide import decide
from reports.gates.policy import Policy
from reports.render.terminal import render_terminal
from tests.made.results import CANDIDATE, NOW, STAGE, evidence, result, run
from tests.reports.sample import sample_run

STAGE_POLICY = Policy.read("critical-path")
RUN_DIR = Path("runs/20261122T110000Z-suite-0a1b")


def shown(
    suite: SuiteEvidence | None, policy: Policy = STAGE_POLICY, *, width: int = 80, terminal: bool = False
) -> str:
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, color_system="truecolor" if terminal else None)
    render_terminal(decide(policy, suite, candidate_digest=CANDIDATE, now=NOW), suite, console, RUN_DIR)
    return out.getvalue()


@pytest.mark.parametrize(
    ("suite", "decision"),
    [
        (run(ran=STAGE), "GO"),
        (run({STAGE[0]: Outcome.FAILED}), "NO-GO"),
        (run(ran=[]), "INCONCLUSIVE"),
        (None, "INCON"),
    ],
)
def test_the_verdict_comes_first(suite: SuiteEvidence | None, decision: str) -> None:
    assert shown(suite).split()[0].startswith(decision)


def test_a_failure_says_what_happened_how_to_run_it_again_and_where_the_evidence_is(tmp_path: Path) -> None:
    text = shown(sample_run(tmp_path / "run"))

    assert "CP-FOCUS-02  failed · 2.2 s · reproduced 3 of 3" in text
    assert 'awaited: "Time left" of Deep work to read 24:30 on phone' in text
    assert "last:    25:00" in text
    assert "qa run CP-FOCUS-02 --target staging --seed 7\n" in text
    assert f"{RUN_DIR.as_posix()}/artifacts/CP-FOCUS-02/ phone.png, console.txt" in text
    assert re.search(r"CP-QUEST-04  failed .* not run again", text)
    assert "CP-AUTH-02  skipped: the target lacks the capability two-providers" in text


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_id_is_cut_at_any_width(width: int) -> None:
    suite = run({STAGE[3]: Outcome.FAILED, STAGE[4]: Outcome.SKIPPED}, ran=STAGE)

    text = shown(suite, Policy.read("release"), width=width)

    assert [id_ for id_ in suite_ids(suite) if id_ not in text] == []
    assert "suite-critical-path" in text


def suite_ids(suite: SuiteEvidence) -> list[str]:
    """Name the cases that did not pass."""
    return [case.id for case in suite.results if not case.passed]


def test_colour_is_left_out_when_no_color_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;37;" in shown(run(), terminal=True)

    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;37;" not in shown(run(), terminal=True)


def test_markup_and_escape_sequences_in_messages_are_shown_or_dropped_but_not_obeyed() -> None:
    odd = result(STAGE[0], Outcome.FAILED)
    attempt = odd.attempts[0].model_copy(update={"message": "[bold]not markup[/] \x1b]0;owned\x07\x1b[2J\rgone [/]"})
    suite = evidence([odd.model_copy(update={"attempts": [attempt]}), *map(result, STAGE[1:])])

    text = shown(suite)

    assert "[bold]not markup[/]" in text
    assert "\x1b" not in text
    assert "\r" not in text


def test_a_build_and_a_target_that_try_to_steer_the_terminal_are_not_obeyed() -> None:
    evil = "\x1b]0;owned\x07\x1b[2Jshown"
    changes: dict[str, Any] = {
        "build": Build(product=evil, version=evil, commit=evil, digest=evil),
        "target": TargetIdentity(name=evil, kind=evil, host=evil),
        "run_id": evil,
    }
    odd = result(STAGE[0], Outcome.FAILED).model_copy(update={"id": evil, "title": evil})
    twice = [each.model_copy(update={"node_id": evil}) for each in odd.attempts * 2]

    text = shown(evidence([odd.model_copy(update={"attempts": twice}), *map(result, STAGE[1:])], **changes))

    assert "shown" in text
    assert "\x1b" not in text
    assert "\x07" not in text


def test_what_a_passed_case_noted_is_shown() -> None:
    noted = result(STAGE[0])
    attempts = [each.model_copy(update={"notes": ["not shown: a change of the clocks"]}) for each in noted.attempts * 2]

    text = shown(evidence([noted.model_copy(update={"attempts": attempts}), *map(result, STAGE[1:])]))

    assert f"{STAGE[0]}  not shown: a change of the clocks" in text
    assert text.count("not shown") == 1


def test_a_long_message_is_cut_and_says_how_much_is_left_out(tmp_path: Path) -> None:
    text = shown(sample_run(tmp_path / "run"))

    assert "more characters in the report" in text.replace("\n    ", " ")
    assert "… 8 more lines in the report" in text
