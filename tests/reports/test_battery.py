"""Odd, partial, stale and forged evidence, each with the verdict that it must get."""

from datetime import timedelta
from typing import Any

import pytest

from reports.evidence.models import Build, Harness, Mismatch, Outcome, Shard, SuiteEvidence, TargetIdentity
from reports.findings import Status
from reports.gates.decide import Decision, Verdict, decide
from reports.gates.policy import Policy
from tests.made.policies import policy_of
from tests.made.results import CANDIDATE, CASES, NOW, STAGE, STARTED, attempt, evidence, result, run

STAGE_POLICY = Policy.read("critical-path")
RELEASE = Policy.read("release")
GO, NO_GO, INCONCLUSIVE = Decision.GO, Decision.NO_GO, Decision.INCONCLUSIVE
FIRST, FEATURE = STAGE[0], "FE-AREA-01"


def judge(suite: SuiteEvidence | None, policy: Policy = RELEASE) -> Verdict:
    return decide(policy, suite, candidate_digest=CANDIDATE, now=NOW)


def without(suite: SuiteEvidence, id_: str) -> SuiteEvidence:
    return suite.model_copy(update={"results": [each for each in suite.results if each.id != id_]})


def mismatch(code: str, id_: str) -> Mismatch:
    return Mismatch.model_validate({"code": code, "id": id_, "detail": f"{id_} is {code}"})


def features(outcome: Outcome, count: int) -> dict[str, Outcome]:
    return {f"FE-AREA-{number:02d}": outcome for number in range(1, count + 1)}


def test_a_whole_green_run_is_a_go() -> None:
    assert judge(run()).decision is GO
    assert judge(run(ran=STAGE), STAGE_POLICY).decision is GO


def test_the_release_policy_is_inconclusive_while_groups_are_missing_and_lists_their_cases() -> None:
    verdict = judge(run(ran=STAGE))

    overall = next(objective for objective in verdict.objectives if objective.id == "suite-overall")
    assert verdict.decision is INCONCLUSIVE
    assert set(overall.missing) == CASES.keys() - set(STAGE)
    assert len(overall.missing) == 74
    assert verdict.exit_code == 9


@pytest.mark.parametrize(
    ("odd", "decision", "says"),
    [
        pytest.param(None, INCONCLUSIVE, "no suite run", id="absent"),
        pytest.param(evidence([]), INCONCLUSIVE, "matches no case", id="empty"),
        pytest.param(run(seal=None), INCONCLUSIVE, "is not sealed", id="unsealed"),
        pytest.param(run(problems=["records.jsonl is truncated"]), INCONCLUSIVE, "truncated", id="truncated"),
        pytest.param(run(problems=["records.jsonl: hash differs"]), INCONCLUSIVE, "hash differs", id="hash"),
        pytest.param(run(seal__interrupted=True), INCONCLUSIVE, "interrupted", id="interrupted"),
        pytest.param(run(seal__exit_status=2), INCONCLUSIVE, "exit status 2", id="pytest-interrupted"),
        pytest.param(run(seal__exit_status=3), INCONCLUSIVE, "exit status 3", id="pytest-internal-error"),
        pytest.param(run(seal__exit_status=5), INCONCLUSIVE, "exit status 5", id="nothing-collected"),
        pytest.param(run(seal__exit_status=1), INCONCLUSIVE, "no failure was recorded", id="failure-lost"),
        pytest.param(run(shard=Shard(index=1, total=3)), INCONCLUSIVE, "part 1 of 3", id="shard-missing"),
        pytest.param(run(blocked="nobody answers"), INCONCLUSIVE, "BLOCKED", id="blocked-and-all-passed"),
        pytest.param(
            run(dict.fromkeys(CASES, Outcome.FAILED), blocked="nobody answers"),
            INCONCLUSIVE,
            "nobody answers",
            id="blocked-and-all-failed",
        ),
        pytest.param(run(kind="sensitivity"), INCONCLUSIVE, "not a suite run", id="other-kind"),
        pytest.param(run(build=None), INCONCLUSIVE, "never stated its build", id="no-build"),
        pytest.param(run(started_at=NOW - timedelta(hours=73)), INCONCLUSIVE, "73.0 h old", id="too-old"),
        pytest.param(run(started_at=NOW + timedelta(hours=1)), INCONCLUSIVE, "in the future", id="from-the-future"),
        pytest.param(run(seal__finished_at=STARTED - timedelta(1)), INCONCLUSIVE, "before it began", id="backwards"),
        pytest.param(
            run(harness=Harness(commit="abc", dirty=True)), INCONCLUSIVE, "uncommitted changes", id="dirty-harness"
        ),
        pytest.param(run(dict.fromkeys(CASES, Outcome.SKIPPED)), NO_GO, "94 skipped", id="all-skipped"),
        pytest.param(run(dict.fromkeys(CASES, Outcome.XFAILED)), NO_GO, "94 xfailed", id="all-xfailed"),
        pytest.param(run({FIRST: Outcome.SKIPPED}), NO_GO, "1 skipped", id="key-case-skipped"),
        pytest.param(run({FIRST: Outcome.CRASHED}), NO_GO, "1 crashed", id="worker-crashed"),
        pytest.param(run({FIRST: Outcome.ERROR}), NO_GO, "1 error", id="set-up-broke"),
        pytest.param(run({FIRST: Outcome.XPASSED}), NO_GO, "1 xpassed", id="xpass"),
        pytest.param(run({FEATURE: Outcome.FLAKY}), NO_GO, "1 flaky, budget 0", id="flaky"),
        pytest.param(run({FEATURE: Outcome.NOT_RUN}), INCONCLUSIVE, "1 not run", id="a-case-missing"),
        pytest.param(run(features(Outcome.FAILED, 9)), NO_GO, "9 cases that did not pass are in no", id="nine-unknown"),
        pytest.param(run(features(Outcome.FAILED, 10)), NO_GO, "84 of 94 passed", id="ten-features-failed"),
        pytest.param(
            run(features(Outcome.NOT_RUN, 10)),
            INCONCLUSIVE,
            "10 not run",
            id="best-case-still-reaches",
        ),
        pytest.param(
            run({**features(Outcome.FAILED, 10), "FE-AREA-18": Outcome.NOT_RUN}),
            NO_GO,
            "83 of 94 passed",
            id="best-case-falls-short",
        ),
        pytest.param(without(run(), FEATURE), NO_GO, "93 of 93 passed", id="case-gone-from-the-catalogue"),
        pytest.param(run(mismatches=[mismatch("extra", "XX-NEW-01")]), INCONCLUSIVE, "XX-NEW-01", id="extra-id"),
        pytest.param(run(mismatches=[mismatch("duplicate", FIRST)]), INCONCLUSIVE, FIRST, id="duplicate"),
        pytest.param(run(mismatches=[mismatch("not_collected", FIRST)]), INCONCLUSIVE, FIRST, id="not-collected"),
        pytest.param(run(mismatches=[mismatch("not_reported", FIRST)]), INCONCLUSIVE, FIRST, id="not-reported"),
        pytest.param(
            evidence([*run().results, result(FIRST)]), NO_GO, f"duplicate: {FIRST}", id="two-results-for-one-case"
        ),
        pytest.param(
            evidence([each.model_copy(update={"attempts": []}) for each in run().results]),
            INCONCLUSIVE,
            "without passing attempts",
            id="passed-without-an-attempt",
        ),
    ],
)
def test_odd_evidence_gets_its_verdict(odd: SuiteEvidence | None, decision: Decision, says: str) -> None:
    verdict = judge(odd)

    assert verdict.decision is decision
    assert says in "\n".join(finding.text for finding in verdict.reasons)


def test_evidence_of_another_build_neither_condemns_nor_acquits() -> None:
    suite = run({FIRST: Outcome.FAILED})

    verdict = decide(RELEASE, suite, candidate_digest="sha256:other", now=NOW)

    assert verdict.decision is INCONCLUSIVE
    assert {objective.status for objective in verdict.objectives} == {Status.UNKNOWN}


@pytest.mark.parametrize(
    ("policy", "candidate", "decision"),
    [
        (RELEASE, CANDIDATE, GO),
        (RELEASE, None, INCONCLUSIVE),
        (RELEASE, "", INCONCLUSIVE),
        (STAGE_POLICY, None, GO),
        (STAGE_POLICY, "sha256:other", INCONCLUSIVE),
    ],
)
def test_a_release_is_judged_only_with_its_candidate_named(
    policy: Policy, candidate: str | None, decision: Decision
) -> None:
    assert decide(policy, run(), candidate_digest=candidate, now=NOW).decision is decision


def test_without_a_candidate_the_missing_cases_are_listed_all_the_same() -> None:
    verdict = decide(RELEASE, run(ran=STAGE), candidate_digest=None, now=NOW)

    assert len(verdict.objectives[0].missing) == 74
    assert "nobody said which build is the candidate" in "\n".join(finding.text for finding in verdict.reasons)


@pytest.mark.parametrize("kind", ["reference", "url", "unknown"])
def test_a_release_is_not_shown_on_another_kind_of_target(kind: str) -> None:
    suite = run(target=TargetIdentity(name="it", kind=kind, host="127.0.0.1:1"))

    verdict = judge(suite)

    assert verdict.decision is INCONCLUSIVE
    assert f"a target of the kind {kind}, the policy asks for staging" in verdict.reasons[-1].text
    assert verdict.reasons[-1].remedy == "Run the suite against a target of the kind staging: qa targets list."


@pytest.mark.parametrize("policy", [RELEASE, STAGE_POLICY])
@pytest.mark.parametrize("outcome", [Outcome.PASSED, Outcome.FAILED])
@pytest.mark.parametrize("when", ["build", "seal__build"])
def test_a_server_with_a_seeded_defect_neither_condemns_nor_acquits(
    policy: Policy, outcome: Outcome, when: str
) -> None:
    seeded = Build(product="passion-os", version="0.1.0+seeded-fault", commit="c0ffee", digest=CANDIDATE)
    changes: dict[str, Any] = {when: seeded}

    verdict = judge(run({FIRST: outcome}, **changes), policy)

    assert verdict.decision is INCONCLUSIVE
    assert "a seeded defect (version 0.1.0+seeded-fault)" in "\n".join(finding.text for finding in verdict.reasons)


def test_doubtful_evidence_condemns_but_does_not_acquit() -> None:
    interrupted = run({FIRST: Outcome.FAILED}, seal__interrupted=True)

    verdict = judge(interrupted)

    by_id = {objective.id: objective.status for objective in verdict.objectives}
    assert verdict.decision is NO_GO
    assert by_id["suite-critical-path"] is Status.BROKEN
    assert by_id["suite-offline"] is Status.UNKNOWN


def test_a_dirty_harness_is_let_pass_where_the_policy_says_so() -> None:
    dirty = run(ran=STAGE, harness=Harness(commit="abc", dirty=True))

    assert judge(dirty, STAGE_POLICY).decision is GO


def test_a_mismatch_outside_what_the_policy_asks_for_does_not_count() -> None:
    later = run(ran=STAGE, mismatches=[mismatch("missing", FEATURE)])

    assert judge(later, STAGE_POLICY).decision is GO


def test_a_retried_pass_posing_as_passed_is_found_by_recounting() -> None:
    posing = result(FIRST).model_copy(update={"attempts": [attempt(FIRST, Outcome.FAILED), attempt(FIRST)]})
    suite = evidence([posing, *(each for each in run().results if each.id != FIRST)])

    verdict = judge(suite)

    assert verdict.decision is INCONCLUSIVE
    assert FIRST in verdict.reasons[-1].text


def test_a_selection_that_matches_nothing_is_inconclusive_and_names_the_groups_there_are() -> None:
    verdict = judge(run(), policy_of("passed >= 1", select="{group: e2e}"))

    assert verdict.decision is INCONCLUSIVE
    assert "group e2e" in verdict.objectives[0].text
    assert "critical_path, e2ee, features" in verdict.objectives[0].text


@pytest.mark.parametrize(("passed", "decision"), [(8999, NO_GO), (9000, GO)])
def test_89_99_percent_is_not_90_percent(passed: int, decision: Decision) -> None:
    results = [result(f"XX-{n}", Outcome.PASSED if n < passed else Outcome.SKIPPED) for n in range(10_000)]

    verdict = judge(evidence(results), policy_of("passed/planned >= 90%", unlisted=1001))

    assert verdict.decision is decision
    assert verdict.objectives[0].measures[0].got == f"{passed} of 10000 ({'89.99%' if passed == 8999 else '90%'})"


@pytest.mark.parametrize(
    ("failed", "status"), [(4, Status.HOLDS), (5, Status.ACCEPTABLE), (9, Status.ACCEPTABLE), (10, Status.BROKEN)]
)
def test_what_is_acceptable_is_a_warning_and_no_more(failed: int, status: Status) -> None:
    policy = policy_of("failed <= 4", "passed >= 80", more=", acceptable: ['failed <= 9']", unlisted=94)

    verdict = judge(run(features(Outcome.FAILED, failed)), policy)

    assert verdict.objectives[0].status is status
    assert verdict.decision is (NO_GO if status is Status.BROKEN else GO)


def test_the_shipped_exit_codes_are_those_documented() -> None:
    verdicts = [judge(run()), judge(run({FIRST: Outcome.FAILED})), judge(None)]

    assert [verdict.exit_code for verdict in verdicts] == [0, 8, 9]


def test_a_verdict_survives_its_journey_through_json() -> None:
    verdict = judge(run({FIRST: Outcome.FAILED}))

    assert Verdict.model_validate_json(verdict.model_dump_json()) == verdict
