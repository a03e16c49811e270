"""What holds of every verdict, whatever the evidence."""

from collections import Counter
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from reports.evidence.models import CaseResult, Outcome, SuiteEvidence
from reports.findings import Status
from reports.gates.decide import Decision, Verdict, decide
from reports.gates.policy import Policy, PolicyError
from reports.gates.threshold import METRICS, Tally, Threshold
from tests.made.policies import policy_of
from tests.made.results import CANDIDATE, CASES, NOW, evidence, run

RELEASE = Policy.read("release")
# Tolerant thresholds, so that failures are not always decisive and the properties are not trivially true.
TOLERANT = Policy.parse(
    b"""
schema: 1
release: passion-os
title: Tolerant
flaky: {budget: 9}
exceptions: {unlisted: 94}
objectives:
  - id: all
    title: All
    evidence: suite
    select: {}
    require: ["planned == 94", "passed/planned >= 95%", "failed <= 2", "skipped/planned < 5%"]
    acceptable: ["passed/planned >= 80%", "failed <= 9"]
""",
    name="tolerant",
    source="tolerant.yaml",
)
GRAVER = [Decision.GO, Decision.INCONCLUSIVE, Decision.NO_GO]

policies = st.sampled_from([RELEASE, TOLERANT])
ids = st.sampled_from(sorted(CASES))
# Mostly green, as a run that is nearly a release is where a gate is put to the test.
outcomes = st.dictionaries(ids, st.sampled_from(list(Outcome)), max_size=14)
thresholds = st.builds(
    lambda metric, comparison, value: f"{metric} {comparison} {value}{'%' * ('/' in metric)}",
    st.sampled_from(METRICS),
    st.sampled_from(["==", "!=", "<=", ">=", "<", ">"]),
    st.sampled_from([0, 1, 94, 100]),
)
not_passed = st.sampled_from([outcome for outcome in Outcome if outcome is not Outcome.PASSED])


def judge(policy: Policy, suite: SuiteEvidence) -> Verdict:
    return decide(policy, suite, candidate_digest=CANDIDATE, now=NOW)


@given(policies, outcomes, ids, st.sampled_from([Outcome.FAILED, Outcome.ERROR, Outcome.CRASHED, Outcome.XPASSED]))
def test_adding_a_failure_never_improves_the_decision(
    policy: Policy, odd: dict[str, Outcome], id_: str, failure: Outcome
) -> None:
    """In the place of a pass: in that of a skip it may bring a policy's count of skips below its limit."""
    before = judge(policy, run({**odd, id_: Outcome.PASSED})).decision
    after = judge(policy, run({**odd, id_: failure})).decision

    assert GRAVER.index(after) >= GRAVER.index(before)


@given(policies, outcomes, ids)
def test_without_the_outcome_of_any_case_there_is_no_go(policy: Policy, odd: dict[str, Outcome], id_: str) -> None:
    assert judge(policy, run({**odd, id_: Outcome.NOT_RUN})).decision is not Decision.GO


@given(policies, outcomes, ids)
def test_without_the_entry_of_any_case_there_is_no_go(policy: Policy, odd: dict[str, Outcome], id_: str) -> None:
    whole = run(odd)
    short = whole.model_copy(update={"results": [each for each in whole.results if each.id != id_]})

    assert judge(policy, short).decision is not Decision.GO


@given(st.lists(thresholds, min_size=1, max_size=3), st.lists(thresholds, max_size=2), not_passed)
def test_no_policy_that_can_be_written_is_green_on_nothing(
    require: list[str], acceptable: list[str], outcome: Outcome
) -> None:
    try:
        policy = policy_of(*require, more=f", acceptable: {acceptable}")
    except PolicyError:
        return

    assert judge(policy, run(dict.fromkeys(CASES, outcome))).decision is not Decision.GO


@given(policies, outcomes, st.text(min_size=1))
def test_any_problem_with_the_files_prevents_a_go(policy: Policy, odd: dict[str, Outcome], problem: str) -> None:
    verdict = judge(policy, run(odd, problems=[problem]))

    assert verdict.decision is not Decision.GO
    assert all(objective.status in {Status.UNKNOWN, Status.BROKEN} for objective in verdict.objectives)


@given(policies, outcomes, st.randoms(use_true_random=False))
def test_the_order_of_results_does_not_matter(policy: Policy, odd: dict[str, Outcome], random: Random) -> None:
    whole = run(odd)
    shuffled = list(whole.results)
    random.shuffle(shuffled)

    assert judge(policy, whole.model_copy(update={"results": shuffled})) == judge(policy, whole)


@given(policies, outcomes, st.text(), st.floats(0, 1e6))
def test_texts_and_durations_do_not_matter(policy: Policy, odd: dict[str, Outcome], text: str, seconds: float) -> None:
    def retold(each: CaseResult) -> CaseResult:
        attempts = [
            item.model_copy(update={"message": text, "detail": text, "worker": text, "duration_s": seconds})
            for item in each.attempts
        ]
        return each.model_copy(update={"title": text, "reason": text, "area": text, "attempts": attempts})

    whole = run(odd)
    other = evidence([retold(each) for each in whole.results], platform=text, command=[text], seed=None)

    assert judge(policy, other) == judge(policy, whole)


@given(policies, outcomes)
def test_a_go_means_that_every_planned_case_has_an_outcome(policy: Policy, odd: dict[str, Outcome]) -> None:
    suite = run(odd)

    verdict = judge(policy, suite)

    if verdict.decision is Decision.GO:
        assert Outcome.NOT_RUN not in {each.outcome for each in suite.results}
        assert verdict.reasons == [] or {finding.status for finding in verdict.reasons} == {Status.ACCEPTABLE}


@given(st.integers(0, 400), st.integers(1, 400), st.integers(0, 10_000))
def test_a_share_is_compared_exactly(passed: int, others: int, hundredths: int) -> None:
    tally = Tally(Counter({Outcome.PASSED: passed, Outcome.FAILED: others}))
    threshold = Threshold.parse(f"passed/planned >= {hundredths // 100}.{hundredths % 100:02d}%")

    (value,) = tally.reachable("passed/planned")

    assert threshold.met(value) == (passed * 10_000 >= hundredths * (passed + others))


@given(
    st.dictionaries(st.sampled_from(list(Outcome)), st.integers(0, 6)).filter(lambda counts: sum(counts.values()) > 0),
    st.sampled_from(METRICS),
    st.data(),
)
def test_whatever_becomes_of_the_missing_cases_was_reckoned_with(
    counts: dict[Outcome, int], metric: str, data: st.DataObject
) -> None:
    known = [outcome for outcome in Outcome if outcome is not Outcome.NOT_RUN]
    missing = counts.get(Outcome.NOT_RUN, 0)
    became = data.draw(st.lists(st.sampled_from(known), min_size=missing, max_size=missing))
    later: Counter[Outcome] = Counter(
        {outcome: count for outcome, count in counts.items() if outcome is not Outcome.NOT_RUN}
    )
    later.update(became)

    (value,) = Tally(later).reachable(metric)

    assert value in Tally(counts).reachable(metric)


def test_the_thresholds_of_the_plan_stand_exactly_where_the_plan_puts_them() -> None:
    """At most 9 of the 94 may fail: 85 of 94 is 90.4 %, 84 of 94 is 89.4 %."""
    threshold = Threshold.parse("passed/planned >= 90%")

    assert threshold.met(Fraction(85, 94))
    assert not threshold.met(Fraction(84, 94))
