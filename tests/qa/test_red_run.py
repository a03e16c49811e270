"""A run in which a case fails, from the defect in the server to what a person reads."""

import json
from pathlib import Path
from typing import Any

import pytest

from reports.evidence.suite import read_suite
from tests.qa.commands import Done, qa, qa_process
from tests.qa.processes import program

CASE = "CP-HABIT-01"


@pytest.fixture(scope="module")
def run_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def red(run_root: Path) -> Done:
    with program("qa", "serve", "--json", "--ephemeral", "--fault", "habits.check_in_lost") as server:
        url = server.lines_until("ready")[-1]["url"]
        options = ("-n", "1", "--seed", "7", "--reproduce", "1", "--json", "--run-root", str(run_root))
        return qa_process("run", CASE, "--target", url, *options)


@pytest.fixture(scope="module")
def outcome(red: Done) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(red.stdout)
    return said


def test_a_failed_case_ends_the_run_with_pytests_own_code(red: Done, outcome: dict[str, Any]) -> None:
    assert (red.returncode, outcome["exit_code"]) == (1, 1), red.stderr
    assert f"failed  {CASE}" in red.stderr
    assert (outcome["decision"], outcome["outcomes"]["failed"]) == ("NO-GO", 1)


def test_the_gate_says_no_go_and_exits_8(outcome: dict[str, Any], run_root: Path) -> None:
    gate = qa("gate", outcome["run"], "--run-root", str(run_root))

    assert gate.returncode == 8
    assert gate.stdout.split()[0] == "NO-GO"
    assert f"qa run {CASE} --target http://127.0.0.1:" in gate.stdout


def test_the_failure_is_kept_with_its_screen_its_network_and_a_trace(outcome: dict[str, Any]) -> None:
    run = Path(outcome["run"])
    case = next(result for result in read_suite(run).results if result.id == CASE)
    kinds = {artifact.kind for attempt in case.attempts for artifact in attempt.artifacts}
    traces = [artifact.path for tried in case.reproductions for artifact in tried.artifacts]

    assert kinds >= {"screenshot", "network"}
    assert [(tried.failed, tried.runs) for tried in case.reproductions] == [(1, 1)]
    assert [(run / path).suffix for path in traces] == [".zip"]
    assert "reproduced 1 of 1" in Path(outcome["report"]).read_text(encoding="utf-8")
