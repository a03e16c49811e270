"""The outcome of a case from its records: the worst that any of its nodes and attempts showed."""

import random
from pathlib import Path

import pytest

from reports.evidence.models import Collected, Outcome, Plan, Reproduction, Reproductions
from tests.made.runs import NODE, Line, MadeRun, execution, phase, planned, subtest

CRASH = phase("???", "failed", start=0.0, longrepr="worker 'gw1' crashed while running it")
EAST, WEST = f"{NODE}[east]", f"{NODE}[west]"


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        (execution(), Outcome.PASSED),
        (execution("failed"), Outcome.FAILED),
        (execution("skipped"), Outcome.SKIPPED),
        (execution("skipped", wasxfail="issue 7"), Outcome.XFAILED),
        (execution("skipped", wasxfail=""), Outcome.XFAILED),
        (execution("passed", wasxfail=""), Outcome.XPASSED),
        (execution("failed", longrepr="[XPASS(strict)] issue 7"), Outcome.XPASSED),
        ([phase("setup", "failed"), phase("teardown", start=2)], Outcome.ERROR),
        ([phase("setup", "skipped"), phase("teardown", start=2)], Outcome.SKIPPED),
        ([*execution()[:2], phase("teardown", "failed", start=2)], Outcome.ERROR),
        ([*execution("failed")[:2], phase("teardown", "failed", start=2)], Outcome.FAILED),
        ([phase("setup"), CRASH], Outcome.CRASHED),
        ([CRASH], Outcome.CRASHED),
        ([phase("setup"), phase("call", "rerun", start=2), *execution(start=3)], Outcome.FLAKY),
        ([phase("setup", "rerun"), *execution(start=3)], Outcome.FLAKY),
        ([phase("setup"), phase("call", "rerun", start=2), *execution("failed", start=3)], Outcome.FAILED),
        ([phase("setup"), CRASH, *execution(start=3)], Outcome.CRASHED),
        (execution("failed") + execution(start=3), Outcome.FLAKY),
        (execution() + execution("failed", start=3), Outcome.FAILED),
        ([phase("setup")], Outcome.NOT_RUN),
        ([phase("setup"), phase("teardown", start=2)], Outcome.NOT_RUN),
        (execution()[:2], Outcome.NOT_RUN),
        (execution()[1:], Outcome.NOT_RUN),
        (execution("wonderful"), Outcome.ERROR),
        ([*execution(), subtest("passed")], Outcome.PASSED),
        ([*execution(), subtest("failed"), subtest("passed")], Outcome.FAILED),
        ([*execution(), subtest("skipped"), subtest("passed")], Outcome.SKIPPED),
        ([*execution(), subtest("skipped", wasxfail="issue 7"), subtest("skipped")], Outcome.XFAILED),
        ([phase("setup"), subtest("passed"), phase("teardown", start=2)], Outcome.NOT_RUN),
        ([], Outcome.NOT_RUN),
    ],
)
def test_outcome_of_one_node(tmp_path: Path, lines: list[Line], outcome: Outcome) -> None:
    result = MadeRun(lines=lines).result(tmp_path)

    assert result.outcome is outcome
    assert result.passed is (outcome is Outcome.PASSED)
    assert (result.reason is None) is result.passed


def test_a_failed_subtest_gives_the_reason_and_adds_no_time(tmp_path: Path) -> None:
    lines = [
        *execution("failed", longrepr="contains 1 failed subtest"),
        subtest("failed", longrepr="expected 2, got 3"),
    ]

    result = MadeRun(lines=lines, exit_status=1).result(tmp_path)

    assert (result.reason, result.duration_s) == ("expected 2, got 3", 1.5)


def test_what_else_failed_stands_beside_the_reason(tmp_path: Path) -> None:
    setup, call, _ = execution("failed", longrepr="contains 2 failed subtests")
    subtests = [subtest("failed", longrepr=text, start=start) for text, start in (("first", 1.12), ("second", 1.14))]
    passed = [
        subtest("passed", start=1.15),
        subtest("skipped", start=1.16),
        subtest("passed", start=1.17, wasxfail="bug"),
    ]
    broken = phase("teardown", "failed", start=2.0, longrepr="files were left behind")

    (attempt,) = MadeRun(lines=[setup, call, *subtests, *passed, broken], exit_status=1).result(tmp_path).attempts

    assert (attempt.message, attempt.beside) == ("first", ["second", "bug", "files were left behind"])


def test_beside_a_pass_or_a_single_failure_there_is_nothing(tmp_path: Path) -> None:
    for outcome in ("passed", "failed", "skipped"):
        (attempt,) = MadeRun(lines=execution(outcome)).result(tmp_path / outcome).attempts

        assert attempt.beside == []


@pytest.mark.parametrize(
    ("west", "outcome"),
    [
        (execution(node=WEST), Outcome.PASSED),
        (execution("failed", node=WEST), Outcome.FAILED),
        (execution("skipped", node=WEST), Outcome.SKIPPED),
        ([], Outcome.NOT_RUN),
    ],
)
def test_a_case_is_as_good_as_its_worst_variant(tmp_path: Path, west: list[Line], outcome: Outcome) -> None:
    run = MadeRun(
        lines=execution(node=EAST) + west,
        collected=Collected(nodes={"MA-ONE-01": [EAST, WEST]}),
    )

    assert run.result(tmp_path).outcome is outcome


def test_the_order_of_the_lines_does_not_matter(tmp_path: Path) -> None:
    lines = [phase("setup", node=EAST), phase("call", "rerun", node=EAST, start=2), *execution(node=EAST, start=3)]
    lines += [phase("setup", node=WEST), CRASH | {"nodeid": WEST}]
    random.Random(0).shuffle(lines)  # noqa: S311 - any order will do

    result = MadeRun(lines=lines, collected=Collected(nodes={"MA-ONE-01": [EAST, WEST]})).result(tmp_path)

    assert result.outcome is Outcome.CRASHED
    assert sorted(attempt.outcome for attempt in result.attempts) == ["crashed", "failed", "passed"]


def test_an_attempt_keeps_who_ran_it_when_and_its_trace(tmp_path: Path) -> None:
    artifact = {"kind": "console", "path": "artifacts/it/phone-console.txt", "device": "phone"}
    lines = execution("failed", worker_id="gw1", user_properties=[["trace_id", "4bf9"], ["artifact", artifact]])
    run = MadeRun(lines=lines, exit_status=1, files={"artifacts/it/phone-console.txt": "error"})

    evidence = run.read(tmp_path)

    (attempt,) = evidence.results[0].attempts
    assert (attempt.worker, attempt.trace_id, attempt.duration_s) == ("gw1", "4bf9", 1.5)
    assert attempt.started_at is not None
    assert attempt.started_at.timestamp() == 1.0
    assert [kept.path for kept in attempt.artifacts] == ["artifacts/it/phone-console.txt"]
    assert evidence.problems == []


def test_what_a_test_recorded_of_itself_is_kept_once_and_without_secrets(tmp_path: Path) -> None:
    properties = [["case", "MA-ONE-01"], ["not shown", "a change of the clocks"], ["seen by", "ann@passion.test"]]
    lines = [line | {"user_properties": properties} for line in execution()]

    assert MadeRun(lines=lines).result(tmp_path).notes == ["not shown: a change of the clocks", "seen by: [e-mail]"]


def test_a_reproduction_is_told_beside_the_outcome_and_does_not_change_it(tmp_path: Path) -> None:
    reproductions = Reproductions(tried=[Reproduction(node_id=NODE, failed=0, runs=3)], left_out=[])
    evidence = MadeRun(lines=execution("failed"), exit_status=1, reproductions=reproductions).read(tmp_path)

    assert evidence.results[0].outcome is Outcome.FAILED
    assert evidence.results[0].reproductions == reproductions.tried


def test_a_failure_that_was_not_run_again_is_told_as_no_runs(tmp_path: Path) -> None:
    reproductions = Reproductions(tried=[], left_out=[NODE])
    evidence = MadeRun(lines=execution("failed"), exit_status=1, reproductions=reproductions).read(tmp_path)

    assert evidence.results[0].reproductions == [Reproduction(node_id=NODE, failed=0, runs=0)]


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (planned("MA-ONE-01", NODE, selected=False), "not selected in this run"),
        (planned("MA-ONE-01"), "no test exists for it yet"),
        (planned("MA-ONE-01", NODE), "planned, and never reported"),
    ],
)
def test_a_case_that_did_not_run_says_why(tmp_path: Path, case: object, reason: str) -> None:
    run = MadeRun(lines=[], plan=Plan.model_validate({"cases": [case]}), collected=Collected(nodes={}))

    result = run.result(tmp_path)

    assert (result.outcome, result.reason) == (Outcome.NOT_RUN, reason)
