"""From files to verdict: a run directory that lacks, holds more, or differs in anything is never a GO."""

import json
import shutil
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.evidence.models import Collected, Plan, PlannedCase
from reports.evidence.run_directory import (
    COLLECTED,
    MANIFEST,
    PLAN,
    RECORDS,
    EvidenceError,
    RunDirectory,
    read_model,
    sha256_of_model,
)
from reports.evidence.suite import read_suite
from reports.gates.decide import Decision, Verdict, decide
from reports.gates.policy import Policy
from tests.reports.builders import CANDIDATE, CASES, NOW, STAGE, STARTED, manifest

POLICY = Policy.read("critical-path")


def node(id_: str) -> str:
    """Name the test of a case."""
    return f"suites/critical_path/test_all.py::test_{id_.replace('-', '_').lower()}"


PLANNED = Plan(
    cases=[
        PlannedCase(
            id=id_,
            group=group,
            area="area",
            title=id_,
            selected=id_ in STAGE,
            tests=[node(id_)] if id_ in STAGE else [],
        )
        for id_, group in CASES.items()
    ]
)


def reports(id_: str, at: float, **call: Any) -> list[dict[str, Any]]:
    """Write what pytest-reportlog writes of one passing test; `call` changes the report of the call."""
    common = {"$report_type": "TestReport", "nodeid": node(id_), "outcome": "passed", "duration": 0.1}
    common["user_properties"] = [["case", id_]]
    changes = {"setup": {}, "call": call, "teardown": {}}
    return [common | {"when": when, "start": at + n / 10} | changes[when] for n, when in enumerate(changes)]


def green_lines() -> list[dict[str, Any]]:
    """Write the records of a run in which all twenty cases passed."""
    start = STARTED.timestamp()
    tests = [line for number, id_ in enumerate(STAGE) for line in reports(id_, start + number)]
    return [
        {"$report_type": "SessionStart", "pytest_version": "9.2.0"},
        *tests,
        {"$report_type": "SessionFinish", "exitstatus": 0},
    ]


def record(path: Path, lines: Iterable[dict[str, Any]], *, exit_status: int = 0, plan: Plan = PLANNED) -> Path:
    """Record and seal a run with these lines."""
    run = RunDirectory.prepare(path)
    unsealed = manifest(seal=None, plan_sha256=sha256_of_model(plan))
    assert unsealed.build is not None
    run.write_model(MANIFEST, unsealed)
    run.write_model(PLAN, plan)
    run.write_model(COLLECTED, Collected(nodes={case.id: case.tests for case in plan.cases if case.tests}))
    run.write_text(RECORDS, "".join(json.dumps(line) + "\n" for line in lines))
    run.write_text("artifacts/environment.txt", "one more file, as a run keeps them")
    finished = STARTED + timedelta(minutes=1)
    run.seal(finished_at=finished, interrupted=False, exit_status=exit_status, build=unsealed.build)
    return path


def judge(path: Path) -> Verdict | None:
    """Give the verdict on a run directory; None where there is nothing to read."""
    try:
        return decide(POLICY, read_suite(path), candidate_digest=CANDIDATE, now=NOW)
    except EvidenceError:
        return None


@pytest.fixture
def green(tmp_path: Path) -> Path:
    return record(tmp_path / "green", green_lines())


def test_a_run_with_all_twenty_cases_is_a_go(green: Path) -> None:
    verdict = judge(green)

    assert verdict is not None
    assert (verdict.decision, verdict.reasons) == (Decision.GO, [])


def test_the_release_policy_calls_it_inconclusive_and_lists_the_74(green: Path) -> None:
    verdict = decide(Policy.read("release"), read_suite(green), candidate_digest=CANDIDATE, now=NOW)

    assert verdict.decision is Decision.INCONCLUSIVE
    assert set(verdict.objectives[0].missing) == CASES.keys() - set(STAGE)


@pytest.mark.parametrize("name", [MANIFEST, PLAN, COLLECTED, RECORDS, "artifacts/environment.txt"])
def test_without_any_one_file_there_is_no_go(green: Path, name: str) -> None:
    (green / name).unlink()

    verdict = judge(green)

    assert verdict is None or verdict.decision is not Decision.GO


@pytest.mark.parametrize("name", [MANIFEST, PLAN, COLLECTED, RECORDS, "artifacts/environment.txt"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(data=st.data())
def test_with_any_byte_changed_or_cut_off_there_is_no_false_go(green: Path, name: str, data: st.DataObject) -> None:
    """Facts that are not covered by a hash are the manifest's own; a change there MUST show in its hash."""
    copy = green.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(green, copy)
    content = bytearray((copy / name).read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content = content[:place]
    else:
        content[place] ^= data.draw(st.integers(1, 255))
    (copy / name).write_bytes(content)

    before, after = judge(green), judge(copy)

    assert before is not None
    assert before.subject is not None
    if after is not None and after.decision is Decision.GO:
        assert name == MANIFEST
        assert after.subject is not None
        assert after.subject.manifest_sha256 != before.subject.manifest_sha256


def test_a_file_added_after_the_seal_prevents_a_go(green: Path) -> None:
    (green / "artifacts" / "late.txt").write_text("late")

    verdict = judge(green)

    assert verdict is not None
    assert verdict.decision is Decision.INCONCLUSIVE


def test_views_may_be_written_beside_sealed_evidence(green: Path) -> None:
    (green / "views").mkdir()
    (green / "views" / "report.html").write_text("a view")

    verdict = judge(green)

    assert verdict is not None
    assert verdict.decision is Decision.GO


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(data=st.data())
def test_the_order_of_lines_does_not_matter(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    first, *tests, last = green_lines()
    tests[-2]["outcome"] = data.draw(st.sampled_from(["passed", "failed"]))
    status = 0 if tests[-2]["outcome"] == "passed" else 1
    last["exitstatus"] = status
    folder = tmp_path_factory.mktemp("order")
    shuffled = data.draw(st.permutations(tests))

    in_order = judge(record(folder / "in-order", [first, *tests, last], exit_status=status))
    mixed = judge(record(folder / "mixed", [first, *shuffled, last], exit_status=status))

    assert in_order is not None
    assert mixed is not None
    assert (mixed.decision, mixed.objectives, mixed.checks) == (in_order.decision, in_order.objectives, in_order.checks)


def crash(lines: list[dict[str, Any]]) -> int:
    """Let the worker die in the last test: its call and tear-down are never reported."""
    lines[-3:-1] = [lines[-3] | {"when": "???", "outcome": "failed", "longrepr": "worker 'gw0' crashed"}]
    lines[-1]["exitstatus"] = 1
    return 1


def lose(lines: list[dict[str, Any]]) -> int:
    """Lose all of the last test."""
    del lines[-4:-1]
    return 0


def retry(lines: list[dict[str, Any]]) -> int:
    """Let the last test pass on its second attempt, as pytest-rerunfailures reports it."""
    at = lines[-4]["start"] - 0.5
    lines[-4:-4] = reports(STAGE[-1], at, outcome="rerun")
    return 0


def skip(lines: list[dict[str, Any]]) -> int:
    """Skip every test."""
    for line in lines:
        if line.get("when") == "call":
            line |= {"outcome": "skipped", "longrepr": ["test_all.py", 1, "Skipped: not today"]}
    return 0


def expect_failure(lines: list[dict[str, Any]]) -> int:
    """Let every test fail as expected."""
    for line in lines:
        if line.get("when") == "call":
            line |= {"outcome": "skipped", "wasxfail": "known"}
    return 0


def truncate(lines: list[dict[str, Any]]) -> int:
    """Lose the end of the session."""
    del lines[-1]
    return 0


@pytest.mark.parametrize(
    ("change", "decision"),
    [
        (crash, Decision.NO_GO),
        (lose, Decision.INCONCLUSIVE),
        (retry, Decision.NO_GO),
        (skip, Decision.NO_GO),
        (expect_failure, Decision.NO_GO),
        (truncate, Decision.INCONCLUSIVE),
    ],
)
def test_what_happened_to_the_tests_decides(
    tmp_path: Path, change: Callable[[list[dict[str, Any]]], int], decision: Decision
) -> None:
    lines = green_lines()
    status = change(lines)

    verdict = judge(record(tmp_path / "run", lines, exit_status=status))

    assert verdict is not None
    assert verdict.decision is decision


def test_a_plan_swapped_for_a_shorter_one_prevents_a_go(green: Path) -> None:
    """A plan that plans less MUST NOT make the rest look whole, though it were sealed again."""
    plan = read_model(green / PLAN, Plan)
    shorter = plan.model_copy(update={"cases": [case for case in plan.cases if case.id != STAGE[0]]})
    lines = [line for line in green_lines() if line.get("nodeid") != node(STAGE[0])]

    verdict = judge(record(green.with_name("short"), lines, plan=shorter))

    assert verdict is not None
    assert verdict.decision is Decision.NO_GO
