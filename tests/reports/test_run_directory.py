"""From files to verdict: a run directory that lacks, holds more, or differs in anything is never a GO."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.evidence.models import Collected, Outcome, Plan
from reports.evidence.run_directory import COLLECTED, MANIFEST, PLAN, RECORDS, EvidenceError
from reports.evidence.suite import read_suite
from reports.gates.decide import Decision, Verdict, decide
from reports.gates.policy import Policy
from tests.made.results import CANDIDATE, CASES, NOW, STAGE
from tests.made.runs import MadeRun, suite_run

POLICY = Policy.read("critical-path")


def made(outcomes: Mapping[str, Outcome] | None = None, *, ran: Iterable[str] = STAGE, **changes: Any) -> MadeRun:
    """Return a run of the twenty cases of the stage, planned among the 94, with one more file, as a run keeps them."""
    files = {"artifacts/environment.txt": "text"}
    return suite_run(outcomes, ran=ran, built=STAGE, files=files, **changes)


def judge(path: Path) -> Verdict | None:
    """Give the verdict on a run directory; None where there is nothing to read."""
    try:
        return decide(POLICY, read_suite(path), candidate_digest=CANDIDATE, now=NOW)
    except EvidenceError:
        return None


@pytest.fixture
def green(tmp_path: Path) -> Path:
    return made().write(tmp_path)


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
    outcome = data.draw(st.sampled_from([Outcome.PASSED, Outcome.FAILED]))
    folder = tmp_path_factory.mktemp("order")
    tidy = made({STAGE[-1]: outcome})
    shuffled = made({STAGE[-1]: outcome}, lines=data.draw(st.permutations(tidy.lines)))

    in_order, mixed = judge(tidy.write(folder)), judge(shuffled.write(folder))

    assert in_order is not None
    assert mixed is not None
    assert (mixed.decision, mixed.objectives, mixed.checks) == (in_order.decision, in_order.objectives, in_order.checks)


@pytest.mark.parametrize(
    ("run", "decision"),
    [
        pytest.param(made({STAGE[-1]: Outcome.CRASHED}), Decision.NO_GO, id="a-worker-died"),
        pytest.param(made({STAGE[-1]: Outcome.NOT_RUN}), Decision.INCONCLUSIVE, id="a-test-lost"),
        pytest.param(made({STAGE[-1]: Outcome.FLAKY}), Decision.NO_GO, id="a-test-retried"),
        pytest.param(made(dict.fromkeys(STAGE, Outcome.SKIPPED)), Decision.NO_GO, id="all-skipped"),
        pytest.param(made(dict.fromkeys(STAGE, Outcome.XFAILED)), Decision.NO_GO, id="all-failed-as-expected"),
        pytest.param(made(ended=False), Decision.INCONCLUSIVE, id="without-the-end"),
    ],
)
def test_what_happened_to_the_tests_decides(tmp_path: Path, run: MadeRun, decision: Decision) -> None:
    verdict = judge(run.write(tmp_path))

    assert verdict is not None
    assert verdict.decision is decision


def test_a_plan_swapped_for_a_shorter_one_prevents_a_go(tmp_path: Path) -> None:
    """A plan that plans less MUST NOT make the rest look whole, though it were sealed again."""
    whole = made(ran=STAGE[1:])
    shorter = Plan(cases=[case for case in whole.plan.cases if case.id != STAGE[0]])
    collected = Collected(nodes={case.id: case.tests for case in shorter.cases if case.tests})

    verdict = judge(made(ran=STAGE[1:], plan=shorter, collected=collected).write(tmp_path))

    assert verdict is not None
    assert verdict.decision is Decision.NO_GO
