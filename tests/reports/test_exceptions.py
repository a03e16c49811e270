"""Situations of the ledger of exceptions, each with the verdict that it must get."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from reports.evidence.models import CaseResult, Outcome, SuiteEvidence
from reports.findings import Status
from reports.gates.decide import Decision, Verdict, decide
from reports.gates.exceptions import Code
from reports.gates.ledger import Ledger
from reports.gates.policy import Policy
from tests.made.ledgers import entry, ledger
from tests.made.policies import policy_of
from tests.made.results import CANDIDATE, CASES, NOW, STAGE, attempt, evidence, result, run

RELEASE = Policy.read("release")
ALL_OF_THEM = policy_of("passed/planned == 100%", select="{group: features}")
GO, NO_GO, INCONCLUSIVE = Decision.GO, Decision.NO_GO, Decision.INCONCLUSIVE
FEATURES = [id_ for id_, group in CASES.items() if group == "features"]
FEATURE, OTHER = FEATURES[:2]
KEY = STAGE[0]


def judge(
    suite: SuiteEvidence | None, known: Ledger | None, policy: Policy = RELEASE, *, now: datetime = NOW
) -> Verdict:
    return decide(policy, suite, ledger=known, candidate_digest=CANDIDATE, now=now)


def failed(*ids: str, **changes: Any) -> SuiteEvidence:
    return run(dict.fromkeys(ids, Outcome.FAILED), **changes)


def with_result(odd: CaseResult) -> SuiteEvidence:
    return evidence([odd if each.id == odd.id else each for each in run().results])


def two_tests(one: Outcome, other: Outcome) -> SuiteEvidence:
    """Return a run in which the case's two tests came to these outcomes."""
    attempts = [attempt(FEATURE, outcome).model_copy(update={"node_id": f"n[{outcome}]"}) for outcome in (one, other)]
    return with_result(result(FEATURE, Outcome.FAILED).model_copy(update={"attempts": attempts}))


def of(outcome: Outcome) -> SuiteEvidence:
    return run({FEATURE: outcome})


def days(number: int) -> str:
    return (NOW + timedelta(days=number)).date().isoformat()


@pytest.mark.parametrize(
    ("suite", "known", "decision", "says"),
    [
        pytest.param(run(), None, GO, "", id="no-ledger-all-green"),
        pytest.param(run(), ledger(), GO, "", id="empty-ledger-all-green"),
        pytest.param(failed(FEATURE), None, NO_GO, f"in no entry of the ledger: {FEATURE}", id="failure-no-ledger"),
        pytest.param(failed(FEATURE), ledger(), NO_GO, "1 case that did not pass is in no", id="failure-empty-ledger"),
        pytest.param(failed(FEATURE), ledger(FEATURE), GO, "", id="known-failure"),
        pytest.param(of(Outcome.ERROR), ledger(FEATURE), GO, "", id="known-error"),
        pytest.param(failed(*FEATURES[:9]), ledger(*FEATURES[:9]), GO, "", id="nine-known-failures"),
        pytest.param(
            failed(*FEATURES[:9]), ledger(*FEATURES[:8]), NO_GO, f"ledger: {FEATURES[8]}", id="eight-of-nine-known"
        ),
        pytest.param(
            failed(*FEATURES[:10]),
            ledger(*FEATURES[:9]),
            NO_GO,
            "84 of 94 passed, 10 failed (9 known",
            id="ten-nine-known",
        ),
        pytest.param(
            failed(*FEATURES[:10]), ledger(*FEATURES[:10]), NO_GO, "10 in the ledger, at most 9", id="ten-known-capped"
        ),
        pytest.param(failed(FEATURE, OTHER), ledger(FEATURE), NO_GO, OTHER, id="known-one-does-not-cover-another"),
        pytest.param(run(), ledger(FEATURE), NO_GO, "is not needed: the case passed", id="unnecessary"),
        pytest.param(run(), ledger("FE-AREA-99"), NO_GO, "names no case of the plan, did you mean", id="no-such-case"),
        pytest.param(failed(FEATURE), ledger(FEATURE, "FE-AREA-99"), NO_GO, "names no case", id="one-unused-of-two"),
        pytest.param(failed(KEY), ledger(KEY), NO_GO, "key objective suite-critical-path: no", id="key-case-failed"),
        pytest.param(run(), ledger(KEY), NO_GO, "key objective suite-critical-path: no", id="key-case-passed"),
        pytest.param(failed("E2-AREA-01"), ledger("E2-AREA-01"), NO_GO, "suite-e2ee: no exception", id="key-e2ee"),
        pytest.param(failed("WA-AREA-01"), ledger("WA-AREA-01"), NO_GO, "suite-watcher: no exc", id="key-watcher"),
        pytest.param(failed("OF-AREA-01"), ledger("OF-AREA-01"), NO_GO, "suite-offline: no exc", id="key-offline"),
        pytest.param(failed(FEATURE), ledger(entry(FEATURE, expires=days(0))), GO, "", id="on-its-last-day"),
        pytest.param(
            failed(FEATURE), ledger(entry(FEATURE, expires=days(-1))), NO_GO, "2026-11-21, 1 day ago", id="expired"
        ),
        pytest.param(run(), ledger(entry(FEATURE, expires=days(-40))), NO_GO, "40 days ago", id="expired-unneeded"),
        pytest.param(failed(FEATURE), ledger(entry(FEATURE, expires=days(90))), GO, "", id="as-long-as-can-be"),
        pytest.param(
            failed(FEATURE), ledger(entry(FEATURE, expires=days(91))), NO_GO, "in 91 days; at most 90", id="too-long"
        ),
        pytest.param(failed(FEATURE), ledger(entry(FEATURE, expires="9999-12-31")), NO_GO, "at most 90", id="for-ever"),
        pytest.param(
            failed(FEATURE), ledger(entry(FEATURE, match="the chart is empty")), NO_GO, "does not say", id="ill-matched"
        ),
        pytest.param(
            failed(FEATURE), ledger(entry(FEATURE, match="FE-AREA-01 Did not pass")), NO_GO, "not say", id="other-case"
        ),
        pytest.param(
            failed(FEATURE), ledger(entry(FEATURE, match="AREA-01  did\nnot pass")), GO, "", id="match-on-two-lines"
        ),
        pytest.param(of(Outcome.SKIPPED), ledger(FEATURE), NO_GO, "a case that was skipped", id="entry-for-a-skip"),
        pytest.param(of(Outcome.CRASHED), ledger(FEATURE), NO_GO, "a case that was crashed", id="entry-for-a-crash"),
        pytest.param(of(Outcome.FLAKY), ledger(FEATURE), NO_GO, "a case that was flaky", id="entry-for-a-flaky-pass"),
        pytest.param(of(Outcome.XFAILED), ledger(FEATURE), NO_GO, "a case that was xfailed", id="entry-for-an-xfail"),
        pytest.param(of(Outcome.XPASSED), ledger(FEATURE), NO_GO, "a case that was xpassed", id="entry-for-an-xpass"),
        pytest.param(of(Outcome.NOT_RUN), ledger(FEATURE), INCONCLUSIVE, "without an outcome", id="entry-for-not-run"),
        pytest.param(of(Outcome.SKIPPED), ledger(), NO_GO, "ledger: FE-AREA-01", id="a-skip-is-no-way-round"),
        pytest.param(of(Outcome.XFAILED), ledger(), NO_GO, "ledger: FE-AREA-01", id="an-xfail-is-no-way-round"),
        pytest.param(of(Outcome.CRASHED), ledger(), NO_GO, "ledger: FE-AREA-01", id="a-crash-is-no-way-round"),
        pytest.param(failed(FEATURE), ledger(entry(FEATURE, os="linux")), GO, "", id="on-its-os"),
        pytest.param(
            failed(FEATURE, platform="macOS-15.1-arm64-arm-64bit"), ledger(entry(FEATURE, os="macos")), GO, "", id="mac"
        ),
        pytest.param(failed(FEATURE), ledger(entry(FEATURE, os="macos")), NO_GO, "in no entry", id="on-another-os"),
        pytest.param(run(), ledger(entry(FEATURE, os="windows")), GO, "", id="passes-here-fails-on-another-os"),
        pytest.param(
            run(), ledger(entry(FEATURE, os="windows", expires=days(-1))), NO_GO, "windows entry for", id="late-there"
        ),
        pytest.param(
            failed(FEATURE, platform="linuxoid"), ledger(entry(FEATURE, os="linux")), NO_GO, "in no entry", id="odd-os"
        ),
        pytest.param(
            failed(FEATURE), ledger(*(entry(FEATURE, os=each) for each in ("linux", "macos"))), GO, "", id="two-systems"
        ),
        pytest.param(two_tests(Outcome.FAILED, Outcome.PASSED), ledger(FEATURE), GO, "", id="one-of-two-tests"),
        pytest.param(two_tests(Outcome.FAILED, Outcome.ERROR), ledger(FEATURE), GO, "", id="both-tests-as-known"),
        pytest.param(two_tests(Outcome.FAILED, Outcome.CRASHED), ledger(FEATURE), NO_GO, "crashed", id="one-crashed"),
        pytest.param(two_tests(Outcome.FAILED, Outcome.SKIPPED), ledger(FEATURE), NO_GO, "skipped", id="one-skipped"),
        pytest.param(
            with_result(result(FEATURE, Outcome.FAILED).model_copy(update={"attempts": []})),
            ledger(FEATURE),
            NO_GO,
            "recorded no failure",
            id="failed-without-an-attempt",
        ),
        pytest.param(None, ledger(FEATURE), INCONCLUSIVE, "without evidence", id="no-run"),
        pytest.param(None, ledger(entry(FEATURE, expires=days(-1))), NO_GO, "ended on", id="no-run-and-expired"),
        pytest.param(evidence([]), ledger(FEATURE), INCONCLUSIVE, "without evidence", id="empty-run"),
        pytest.param(failed(FEATURE, seal=None), ledger(FEATURE), INCONCLUSIVE, "not sealed", id="unsealed-run"),
    ],
)
def test_a_situation_gets_its_verdict(
    suite: SuiteEvidence | None, known: Ledger | None, decision: Decision, says: str
) -> None:
    verdict = judge(suite, known)

    assert verdict.decision is decision, verdict.reasons
    assert says in "\n".join(finding.text for finding in verdict.reasons)
    assert all(finding.why and finding.remedy for finding in verdict.reasons)


@pytest.mark.parametrize(
    ("suite", "known", "status"),
    [
        pytest.param(failed(FEATURE), ledger(FEATURE), Status.WAIVED, id="known-failure"),
        pytest.param(failed(*FEATURES[:9]), ledger(*FEATURES[:9]), Status.WAIVED, id="nine-known"),
        pytest.param(failed(FEATURE, OTHER), ledger(FEATURE), Status.BROKEN, id="one-of-two-known"),
        pytest.param(
            run({FEATURE: Outcome.FAILED, OTHER: Outcome.NOT_RUN}), ledger(FEATURE), Status.BROKEN, id="one-missing"
        ),
        pytest.param(
            run({FEATURE: Outcome.FAILED, OTHER: Outcome.SKIPPED}), ledger(FEATURE), Status.BROKEN, id="one-skipped"
        ),
        pytest.param(failed(FEATURE, problems=["cut"]), ledger(FEATURE), Status.UNKNOWN, id="doubtful"),
        pytest.param(run(), ledger(), Status.HOLDS, id="nothing-short"),
    ],
)
def test_an_objective_is_waived_when_known_issues_are_all_that_is_short(
    suite: SuiteEvidence, known: Ledger, status: Status
) -> None:
    assert judge(suite, known, ALL_OF_THEM).objectives[0].status is status


def test_an_objective_that_would_be_broken_with_all_passed_is_not_waived() -> None:
    counted = policy_of("planned == 19", "passed/planned == 100%", select="{group: features}")

    assert judge(failed(FEATURE), ledger(FEATURE), counted).objectives[0].status is Status.BROKEN


def test_a_selection_with_a_typing_error_is_not_waived() -> None:
    mistyped = policy_of("passed/planned == 100%", select="{group: [features, wathcer]}")

    assert judge(failed(FEATURE), ledger(FEATURE), mistyped).decision is NO_GO


def test_an_exception_raises_no_rate_and_turns_nothing_into_a_pass() -> None:
    verdict = judge(failed(FEATURE), ledger(FEATURE), ALL_OF_THEM)

    (objective,) = verdict.objectives
    assert (objective.passed, objective.planned, objective.not_passed) == (17, 18, (FEATURE,))
    assert objective.excepted == (FEATURE,)
    assert [(measure.got, measure.status) for measure in objective.measures] == [("17 of 18 (94.44…%)", Status.BROKEN)]
    assert objective.text == "17 of 18 passed, 1 failed (1 known issue)"


def test_a_waived_objective_and_its_known_issues_are_warnings_among_the_reasons() -> None:
    verdict = judge(failed(FEATURE), ledger(FEATURE), ALL_OF_THEM)

    assert [(reason.status, reason.rule) for reason in verdict.reasons] == [
        (Status.WAIVED, "objective"),
        (Status.WAIVED, "exceptions"),
    ]
    assert verdict.reasons[1].text == (
        f"the entry for {FEATURE} explains its failure: #412 of Ada Ndiaye, until 2026-12-22"
    )
    assert verdict.decision is GO


def test_an_entry_for_a_case_that_the_policy_does_not_ask_for_is_left_alone() -> None:
    verdict = judge(failed(FEATURE), ledger(FEATURE), Policy.read("critical-path"))

    assert [finding.code for finding in verdict.exceptions] == [Code.NOT_ASKED]
    assert verdict.decision is GO


def test_evidence_of_another_build_says_nothing_of_any_entry_nor_of_any_failure() -> None:
    suite = run({FEATURE: Outcome.FAILED, OTHER: Outcome.FAILED})

    for known in (ledger(FEATURE, KEY), ledger("FE-AREA-03")):
        verdict = decide(RELEASE, suite, ledger=known, candidate_digest="sha256:other", now=NOW)

        assert {finding.code for finding in verdict.exceptions} == {Code.NOT_SHOWN}
        assert verdict.decision is INCONCLUSIVE


@pytest.mark.parametrize(
    ("now", "decision"),
    [
        (datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC), GO),
        (datetime(2026, 11, 23, 0, 0, 0, tzinfo=UTC), NO_GO),
        (datetime(2026, 11, 23, 1, 30, 0, tzinfo=timezone(timedelta(hours=2))), GO),
        (datetime(2026, 11, 22, 23, 30, 0, tzinfo=timezone(timedelta(hours=-5))), NO_GO),
    ],
)
def test_an_exception_ends_with_its_last_day_in_utc_wherever_it_is_judged(now: datetime, decision: Decision) -> None:
    known = ledger(entry(FEATURE, expires="2026-11-22"))

    assert judge(failed(FEATURE), known, now=now).decision is decision


def test_the_verdict_holds_the_ledger_and_can_be_computed_again_from_it() -> None:
    known, suite = ledger(FEATURE, entry(OTHER, os="macos")), failed(FEATURE)
    verdict = Verdict.model_validate_json(judge(suite, known).model_dump_json())

    assert verdict.ledger is not None
    assert verdict.ledger.sha256 == known.sha256
    assert [(each.entry.case, each.code) for each in verdict.exceptions] == [
        (FEATURE, Code.IN_FORCE),
        (OTHER, Code.ELSEWHERE),
    ]
    again = Ledger(verdict.ledger.name, verdict.ledger.sha256, tuple(each.entry for each in verdict.exceptions))
    assert judge(suite, again, now=verdict.judged_at) == verdict


@pytest.mark.parametrize(("message", "told"), [(None, "nothing"), ("the\nchart is gone", "the chart is gone")])
def test_what_an_ill_matched_entry_met_is_told(message: str | None, told: str) -> None:
    odd = attempt(FEATURE, Outcome.FAILED).model_copy(update={"message": message})

    verdict = judge(
        with_result(result(FEATURE, Outcome.FAILED).model_copy(update={"attempts": [odd]})), ledger(FEATURE)
    )

    assert verdict.reasons[0].text.endswith(f"which does not say “{FEATURE} did not pass”, but: {told}")


def test_entries_for_several_systems_stand_in_one_order() -> None:
    both = [entry(FEATURE, os="macos"), entry(FEATURE, os="linux")]
    verdicts = [judge(failed(FEATURE), ledger(*each)) for each in (both, both[::-1])]

    assert [each.entry.os for each in verdicts[0].exceptions] == ["linux", "macos"]
    assert verdicts[0].exceptions == verdicts[1].exceptions


def test_a_verdict_without_a_ledger_says_so() -> None:
    assert judge(run(), None).ledger is None
    assert judge(run(), ledger()).ledger is not None
