"""The false greens of the field, each reproduced once on a tool in use, none of them possible here."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import pytest

from reports.evidence.models import Attempt, Outcome, Shard, SuiteEvidence
from reports.gates.decide import Decision, decide
from reports.gates.policy import Policy, PolicyError
from tests.made.policies import policy_of
from tests.made.results import CANDIDATE, CASES, NOW, STAGE, STARTED, evidence, result, run
from tests.made.runs import WHOLE, execution, node_of, suite_run

FIRST = STAGE[0]


class Show(Protocol):
    """Gives the evidence of a run of the whole catalogue, green unless something odd is asked for."""

    def __call__(
        self,
        outcomes: Mapping[str, Outcome] | None = None,
        *,
        ran: Iterable[str] = CASES,
        shard: Shard = WHOLE,
        exit_status: int | None = None,
    ) -> SuiteEvidence:
        """Return the evidence."""


@pytest.fixture(params=["ready-made", "written and read"])
def show(request: pytest.FixtureRequest, tmp_path: Path) -> Show:
    """What rules are given, and what readers make of a run directory: neither MUST be green by mistake."""

    def ready_made(
        outcomes: Mapping[str, Outcome] | None = None,
        *,
        ran: Iterable[str] = CASES,
        shard: Shard = WHOLE,
        exit_status: int | None = None,
    ) -> SuiteEvidence:
        changes: dict[str, Any] = {} if exit_status is None else {"seal__exit_status": exit_status}
        return run(outcomes, ran=ran, shard=shard, **changes)

    def written(
        outcomes: Mapping[str, Outcome] | None = None,
        *,
        ran: Iterable[str] = CASES,
        shard: Shard = WHOLE,
        exit_status: int | None = None,
    ) -> SuiteEvidence:
        return suite_run(outcomes, ran=ran, shard=shard, exit_status=exit_status).read(tmp_path)

    return ready_made if request.param == "ready-made" else written


def judge(suite: SuiteEvidence | None, policy: Policy | None = None) -> Decision:
    return decide(policy or Policy.read("release"), suite, candidate_digest=CANDIDATE, now=NOW).decision


def test_a_run_that_is_whole_and_green_is_a_go(show: Show) -> None:
    """A GO MUST be possible, or nothing below shows anything."""
    assert judge(show()) is Decision.GO


def test_playwright_merge_with_a_shard_absent(show: Show) -> None:
    """A part of a plan MUST NOT pass for the whole, though all in it is green."""
    assert judge(show(shard=Shard(index=1, total=3))) is Decision.INCONCLUSIVE


def test_playwright_merge_with_failed_tests_inside(show: Show) -> None:
    """A failure MUST decide, whatever exit status goes with it."""
    assert judge(show({FIRST: Outcome.FAILED}, exit_status=0)) is Decision.NO_GO


def test_allure_gate_on_an_empty_folder() -> None:
    """No result at all MUST NOT be green."""
    assert judge(evidence([]), policy_of("failed <= 0", "passed >= 1")) is Decision.INCONCLUSIVE
    assert judge(None, policy_of("failed <= 0", "passed >= 1")) is Decision.INCONCLUSIVE


def test_allure_gate_with_a_filter_that_matches_nothing(show: Show) -> None:
    """A selection with a typing error MUST NOT be green."""
    assert judge(show(), policy_of("failed <= 0", "passed >= 1", select="{group: e2e}")) is Decision.INCONCLUSIVE


def test_allure_success_rate_of_nine_skipped_and_one_passed(show: Show) -> None:
    """Skipped cases MUST stay in the denominator."""
    nine_skipped = show(dict.fromkeys(STAGE[1:10], Outcome.SKIPPED))
    of_ten = policy_of("passed/planned == 100%", select=f"{{id: {STAGE[:10]}}}")

    assert judge(nine_skipped, of_ten) is Decision.NO_GO


def test_allure_minimum_count_met_by_skipped_tests(show: Show) -> None:
    """A count of planned cases MUST NOT stand in for cases that passed, and no other count includes skips."""
    skipped = show(dict.fromkeys(STAGE, Outcome.SKIPPED))

    assert judge(skipped, policy_of("passed >= 20", select="{group: critical_path}")) is Decision.NO_GO


def test_allure_failure_on_one_platform_hidden_by_a_pass_on_another(tmp_path: Path) -> None:
    """A second pass of a case MUST NOT replace its failure, as a result of its own or as a variant of its test."""
    both = [result(FIRST, Outcome.FAILED), result(FIRST), *(result(id_) for id_ in STAGE[1:])]

    assert judge(evidence(both), Policy.read("critical-path")) is Decision.NO_GO

    variant = execution(node=f"{node_of(FIRST)}[linux]", start=STARTED.timestamp() + 999)
    made = suite_run({FIRST: Outcome.FAILED})
    made.lines += variant
    assert judge(made.read(tmp_path), Policy.read("critical-path")) is Decision.NO_GO


def test_allure_retry_that_hides_the_failed_attempt(show: Show) -> None:
    """A pass after a failed attempt MUST NOT count as passed."""
    assert judge(show({FIRST: Outcome.FLAKY})) is Decision.NO_GO


def test_xdist_worker_crash_that_loses_the_test(show: Show) -> None:
    """The case of a crashed worker MUST NOT be absent from the count: reported as crashed or not at all, it blocks."""
    assert judge(show({FIRST: Outcome.CRASHED})) is Decision.NO_GO
    assert judge(show({FIRST: Outcome.NOT_RUN}, exit_status=1)) is Decision.INCONCLUSIVE


def test_junit_shows_a_rerun_test_as_clean() -> None:
    """A result that claims to have passed MUST NOT hold failed attempts."""
    clean = result(FIRST)
    failed = Attempt(node_id=clean.attempts[0].node_id, outcome=Outcome.FAILED, duration_s=0.1)
    posing = clean.model_copy(update={"attempts": [failed, *clean.attempts]})

    suite = evidence([posing, *(result(id_) for id_ in CASES if id_ != FIRST)])

    assert judge(suite) is Decision.INCONCLUSIVE


def test_k6_check_that_never_ran(show: Show) -> None:
    """A threshold over cases that never ran MUST NOT be met."""
    assert judge(show(ran=[]), policy_of("failed/planned < 1%", "passed >= 1")) is Decision.INCONCLUSIVE


def test_ctrf_summary_that_says_anything() -> None:
    """A claim of having passed MUST be proved by an attempt."""
    claims = [each.model_copy(update={"attempts": []}) for each in run().results]

    assert judge(evidence(claims)) is Decision.INCONCLUSIVE


def test_gate_on_25_of_544_green_for_six_weeks(show: Show) -> None:
    """A rate over the cases that ran, rather than those planned, MUST NOT be expressible."""
    with pytest.raises(PolicyError, match="unknown metric 'passed/executed'"):
        policy_of("passed/executed == 100%")

    assert judge(show(ran=STAGE[:4]), policy_of("passed/planned == 100%")) is Decision.INCONCLUSIVE


@pytest.mark.parametrize("outcome", [Outcome.SKIPPED, Outcome.FAILED, Outcome.XFAILED])
@pytest.mark.parametrize("require", ["failed <= 0", "planned == 94", "passed >= 0", "passed/planned <= 100%"])
def test_policy_that_asks_for_no_pass(show: Show, require: str, outcome: Outcome) -> None:
    """An objective that would hold with nothing passed MUST be refused; one that asks for passes MUST break."""
    with pytest.raises(PolicyError, match=r"objectives\.0: this would hold with nothing passed"):
        policy_of(require)

    nothing_passed = show(dict.fromkeys(CASES, outcome))
    assert judge(nothing_passed, policy_of(require, "passed/planned > 0%")) is Decision.NO_GO


def test_name_in_a_list_with_a_typing_error(show: Show) -> None:
    """Each name of a selection MUST select something, or the group that was meant fails unseen."""
    watchers_failed = show({id_: Outcome.FAILED for id_, group in CASES.items() if group == "watcher"})
    mistyped = policy_of("passed/planned == 100%", select="{group: [critical_path, wathcer]}")

    verdict = decide(mistyped, watchers_failed, candidate_digest=CANDIDATE, now=NOW)

    assert verdict.decision is Decision.INCONCLUSIVE
    assert verdict.objectives[0].text == "20 of 20 passed; no case answers to group wathcer"
    assert verdict.objectives[0].remedy == "Correct the names in the policy's selection."
