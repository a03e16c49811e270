"""The thresholds of the rule on exceptions: how many entries there may be, and what may fail without one."""

import pytest

from reports.evidence.models import Outcome
from reports.findings import Status
from reports.gates.decide import Decision, Verdict, decide
from reports.gates.policy import Policy, PolicyError
from tests.made.ledgers import ledger
from tests.made.results import CANDIDATE, NOW, run

ONE, TWO, THREE = (f"FE-AREA-{number:02d}" for number in (1, 2, 3))


def policy(thresholds: str) -> Policy:
    text = (
        f"schema: 1\nrelease: r\ntitle: t\n{thresholds}\nobjectives:\n"
        "  - {id: it, title: It, evidence: suite, select: {group: features}, require: ['passed >= 1']}\n"
    )
    return Policy.parse(text.encode(), name="own", source="own.yaml")


def judge(thresholds: str, outcomes: dict[str, Outcome], *known: str) -> Verdict:
    return decide(policy(thresholds), run(outcomes), ledger=ledger(*known), candidate_digest=CANDIDATE, now=NOW)


@pytest.mark.parametrize(
    ("most", "decision"), [(0, Decision.NO_GO), (1, Decision.NO_GO), (2, Decision.GO), (9, Decision.GO)]
)
def test_a_policy_may_allow_fewer_entries(most: int, decision: Decision) -> None:
    outcomes = dict.fromkeys((ONE, TWO), Outcome.FAILED)

    assert judge(f"exceptions: {{most: {most}}}", outcomes, ONE, TWO).decision is decision


@pytest.mark.parametrize(
    ("threshold", "says"),
    [
        ("most: 10", "most: Input should be less than or equal to 9, got 10"),
        ("most: -1", "most: Input should be greater than or equal to 0, got -1"),
        ("unlisted: -1", "unlisted: Input should be greater than or equal to 0, got -1"),
    ],
)
def test_a_threshold_out_of_its_range_is_refused(threshold: str, says: str) -> None:
    with pytest.raises(PolicyError, match=f"own.yaml: exceptions: {says}"):
        policy(f"exceptions: {{{threshold}}}")


@pytest.mark.parametrize(("failed", "decision"), [((ONE, TWO), Decision.GO), ((ONE, TWO, THREE), Decision.NO_GO)])
def test_a_policy_may_tolerate_failures_that_are_in_no_entry(failed: tuple[str, ...], decision: Decision) -> None:
    verdict = judge("exceptions: {unlisted: 2}", dict.fromkeys(failed, Outcome.FAILED))

    told = [check.text for check in verdict.checks if check.rule == "exceptions"]
    assert verdict.decision is decision
    assert told[1].endswith(f"are in no entry of the ledger (2 tolerated): {', '.join(failed)}")


def test_a_failure_that_is_known_is_not_among_those_tolerated() -> None:
    outcomes = dict.fromkeys((ONE, TWO, THREE), Outcome.FAILED)

    assert judge("exceptions: {unlisted: 2}", outcomes, THREE).decision is Decision.GO


def test_flaky_cases_are_left_to_their_own_budget() -> None:
    assert judge("flaky: {budget: 1}", {ONE: Outcome.FLAKY}).decision is Decision.GO
    assert judge("flaky: {budget: 0}", {ONE: Outcome.FLAKY}).decision is Decision.NO_GO


def test_too_many_entries_are_named() -> None:
    verdict = judge("exceptions: {most: 1}", dict.fromkeys((ONE, TWO), Outcome.FAILED), ONE, TWO)

    (finding,) = (check for check in verdict.reasons if check.rule == "exceptions" and check.text.startswith("2 in"))
    assert finding.text == "2 in the ledger, at most 1 are allowed"
    assert finding.cites == (ONE, TWO)
    assert finding.remedy == "Make cases pass and remove their entries, down to 1."


@pytest.mark.parametrize("known", [(), (ONE,)])
def test_where_everything_is_known_the_rule_says_so(known: tuple[str, ...]) -> None:
    verdict = judge("", dict.fromkeys(known, Outcome.FAILED), *known)

    assert [check.text for check in verdict.checks if check.rule == "exceptions"] == [
        f"{len(known)} in the ledger, at most 9 are allowed",
        "nothing failed but known issues, outside of the key objectives",
    ]


def test_a_key_objective_is_never_waived_whatever_it_is_told() -> None:
    (objective,) = (each for each in Policy.read("release").document.objectives if each.id == "suite-e2ee")

    finding = objective.judge(run({"E2-AREA-01": Outcome.FAILED}), frozenset({"E2-AREA-01"}))

    assert finding.status is Status.BROKEN


def test_line_breaks_of_a_message_do_not_matter() -> None:
    (known,) = ledger(ONE).entries

    assert known.explains(f"AssertionError:\n  {ONE}\n  did   not pass")
    assert not known.explains(f"{ONE} did\nnothing, not pass")
