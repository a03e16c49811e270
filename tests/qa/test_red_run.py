"""A run in which a case fails, from the defect in the server to what a person reads."""

import json
from pathlib import Path
from typing import Any

import pytest

from qa.policies import read_ledger, read_policy
from qa.run import _tell
from qa.suite import SuiteEnd
from qa.verdicts import judge
from reports.evidence.suite import read_suite
from tests.qa.commands import Done, qa, qa_process
from tests.qa.processes import program

CASE = "CP-HABIT-01"


@pytest.fixture(scope="module")
def run_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


def run_against(server: tuple[str, ...], case: str, run_root: Path) -> tuple[Done, dict[str, Any]]:
    """Run one case on a server that was started with these words; return how it ended and what it says."""
    with program("qa", "serve", "--json", "--ephemeral", *server) as running:
        url = running.lines_until("ready")[-1]["url"]
        options = ("-n", "1", "--seed", "7", "--reproduce", "1", "--json", "--run-root", str(run_root))
        done = qa_process("run", case, "--target", url, *options)
    return done, json.loads(done.stdout)


@pytest.fixture(scope="module")
def outcome(run_root: Path) -> dict[str, Any]:
    """The run of a case on a server with a seeded defect."""
    _, said = run_against(("--fault", "habits.check_in_lost"), CASE, run_root)
    return said


def test_a_product_that_breaks_a_promise_is_a_no_go(tmp_path: Path) -> None:
    done, said = run_against(("--settings", "oldest_days=1"), "CP-HABIT-04", tmp_path)
    gate = qa("gate", said["run"], "--run-root", str(tmp_path))

    assert (done.returncode, said["exit_code"]) == (1, 1), done.stderr
    assert "failed  CP-HABIT-04" in done.stderr
    assert (said["decision"], said["outcomes"]["failed"]) == ("NO-GO", 1)
    assert (gate.returncode, gate.stdout.split()[0]) == (8, "NO-GO")
    assert "qa run CP-HABIT-04 --target http://127.0.0.1:" in gate.stdout


def test_a_server_with_a_seeded_defect_is_no_product_to_judge(outcome: dict[str, Any], run_root: Path) -> None:
    gate = qa("gate", outcome["run"], "--run-root", str(run_root))

    assert (outcome["exit_code"], outcome["decision"], outcome["outcomes"]["failed"]) == (1, "INCONCLUSIVE", 1)
    assert gate.returncode == 9
    assert "seeded defect" in gate.stdout


def test_a_case_that_passes_on_a_seeded_server_shows_nothing(tmp_path: Path) -> None:
    done, said = run_against(("--fault", "quests.notes_lost"), CASE, tmp_path)

    assert said["outcomes"]["passed"] == 1
    assert (done.returncode, said["exit_code"]) == (9, 9)


def test_the_last_lines_say_which_cases_were_in_trouble(
    outcome: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    judged = judge(Path(outcome["run"]), read_policy("critical-path"), read_ledger(None), None)
    _tell(judged, SuiteEnd(1, interrupted=False), selection=False)

    assert f"INCONCLUSIVE, with 1 in trouble: {CASE}\nReport: " in capsys.readouterr().out


def test_the_failure_is_kept_with_its_screen_its_network_and_a_trace(outcome: dict[str, Any]) -> None:
    run = Path(outcome["run"])
    case = next(result for result in read_suite(run).results if result.id == CASE)
    kinds = {artifact.kind for attempt in case.attempts for artifact in attempt.artifacts}
    traces = [artifact.path for tried in case.reproductions for artifact in tried.artifacts]

    assert kinds >= {"screenshot", "network"}
    assert [(tried.failed, tried.runs) for tried in case.reproductions] == [(1, 1)]
    assert [(run / path).suffix for path in traces] == [".zip"]
    assert "reproduced 1 of 1" in Path(outcome["report"]).read_text(encoding="utf-8")
