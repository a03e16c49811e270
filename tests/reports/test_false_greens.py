"""The false greens of the field, each reproduced once on a tool in use, none of them possible here."""

import pytest

from reports.evidence.models import Attempt, Outcome, Shard, SuiteEvidence
from reports.gates.decide import Decision, decide
from reports.gates.policy import Policy, PolicyError
from tests.reports.builders import CANDIDATE, CASES, NOW, STAGE, evidence, result, run

FIRST = STAGE[0]


def judge(suite: SuiteEvidence | None, policy: Policy | None = None) -> Decision:
    return decide(policy or Policy.read("release"), suite, candidate_digest=CANDIDATE, now=NOW).decision


def policy(*require: str, select: str = "{}") -> Policy:
    text = (
        "schema: 1\nrelease: passion-os\ntitle: Custom\nobjectives:\n"
        f"  - {{id: it, title: It, evidence: suite, select: {select}, require: {list(require)}}}\n"
    )
    return Policy.parse(text.encode(), name="custom", source="custom.yaml")


def test_playwright_merge_with_a_shard_absent() -> None:
    """A part of a plan MUST NOT pass for the whole, though all in it is green."""
    assert judge(run(shard=Shard(index=1, total=3))) is Decision.INCONCLUSIVE


def test_playwright_merge_with_failed_tests_inside() -> None:
    """A failure MUST decide, whatever exit status goes with it."""
    assert judge(run({FIRST: Outcome.FAILED}, seal__exit_status=0)) is Decision.NO_GO


def test_allure_gate_on_an_empty_folder() -> None:
    """No result at all MUST NOT be green."""
    assert judge(evidence([]), policy("failed <= 0", "passed >= 1")) is Decision.INCONCLUSIVE
    assert judge(None, policy("failed <= 0", "passed >= 1")) is Decision.INCONCLUSIVE


def test_allure_gate_with_a_filter_that_matches_nothing() -> None:
    """A selection with a typing error MUST NOT be green."""
    assert judge(run(), policy("failed <= 0", "passed >= 1", select="{group: e2e}")) is Decision.INCONCLUSIVE


def test_allure_success_rate_of_nine_skipped_and_one_passed() -> None:
    """Skipped cases MUST stay in the denominator."""
    ten = [result(id_, Outcome.SKIPPED) for id_ in STAGE[1:10]] + [result(FIRST)]

    assert judge(evidence(ten), policy("passed/planned == 100%")) is Decision.NO_GO


def test_allure_minimum_count_met_by_skipped_tests() -> None:
    """A count of planned cases MUST NOT stand in for cases that passed, and no other count includes skips."""
    skipped = evidence([result(id_, Outcome.SKIPPED) for id_ in STAGE])

    assert judge(skipped, policy("passed >= 20")) is Decision.NO_GO


def test_allure_failure_on_one_platform_hidden_by_a_pass_on_another() -> None:
    """A second pass of a case MUST NOT replace its failure."""
    both = [result(FIRST, Outcome.FAILED), result(FIRST), *(result(id_) for id_ in STAGE[1:])]

    assert judge(evidence(both), Policy.read("critical-path")) is Decision.NO_GO


def test_allure_retry_that_hides_the_failed_attempt() -> None:
    """A pass after a failed attempt MUST NOT count as passed."""
    assert judge(run({FIRST: Outcome.FLAKY})) is Decision.NO_GO


def test_xdist_worker_crash_that_loses_the_test() -> None:
    """The case of a crashed worker MUST NOT be absent from the count: reported as crashed or not at all, it blocks."""
    assert judge(run({FIRST: Outcome.CRASHED})) is Decision.NO_GO
    assert judge(run({FIRST: Outcome.NOT_RUN}, seal__exit_status=1)) is Decision.INCONCLUSIVE


def test_junit_shows_a_rerun_test_as_clean() -> None:
    """A result that claims to have passed MUST NOT hold failed attempts."""
    clean = result(FIRST)
    failed = Attempt(node_id=clean.attempts[0].node_id, outcome=Outcome.FAILED, duration_s=0.1)
    posing = clean.model_copy(update={"attempts": [failed, *clean.attempts]})

    suite = evidence([posing, *(result(id_) for id_ in CASES if id_ != FIRST)])

    assert judge(suite) is Decision.INCONCLUSIVE


def test_k6_check_that_never_ran() -> None:
    """A threshold over cases that never ran MUST NOT be met."""
    assert judge(run(ran=[]), policy("failed/planned < 1%", "passed >= 1")) is Decision.INCONCLUSIVE


def test_ctrf_summary_that_says_anything() -> None:
    """A claim of having passed MUST be proved by an attempt."""
    claims = [each.model_copy(update={"attempts": []}) for each in run().results]

    assert judge(evidence(claims)) is Decision.INCONCLUSIVE


def test_gate_on_25_of_544_green_for_six_weeks() -> None:
    """A rate over the cases that ran, rather than those planned, MUST NOT be expressible."""
    with pytest.raises(PolicyError, match="unknown metric 'passed/executed'"):
        policy("passed/executed == 100%")

    assert judge(run(ran=STAGE[:4]), policy("passed/planned == 100%")) is Decision.INCONCLUSIVE


@pytest.mark.parametrize("outcome", [Outcome.SKIPPED, Outcome.FAILED, Outcome.XFAILED])
@pytest.mark.parametrize("require", ["failed <= 0", "planned == 94", "passed >= 0", "passed/planned <= 100%"])
def test_policy_that_asks_for_no_pass(require: str, outcome: Outcome) -> None:
    """An objective that would hold with nothing passed MUST be refused; one that asks for passes MUST break."""
    with pytest.raises(PolicyError, match=r"objectives\.0: this would hold with nothing passed"):
        policy(require)

    nothing_passed = run(dict.fromkeys(CASES, outcome))
    assert judge(nothing_passed, policy(require, "passed/planned > 0%")) is Decision.NO_GO


def test_name_in_a_list_with_a_typing_error() -> None:
    """Each name of a selection MUST select something, or the group that was meant fails unseen."""
    watchers_failed = run({id_: Outcome.FAILED for id_, group in CASES.items() if group == "watcher"})
    mistyped = policy("passed/planned == 100%", select="{group: [critical_path, wathcer]}")

    verdict = decide(mistyped, watchers_failed, candidate_digest=CANDIDATE, now=NOW)

    assert verdict.decision is Decision.INCONCLUSIVE
    assert verdict.objectives[0].text == "20 of 20 passed; no case answers to group wathcer"
    assert verdict.objectives[0].remedy == "Correct the names in the policy's selection."
