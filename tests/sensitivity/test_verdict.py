"""What a whole run comes to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.evidence.models import Outcome
from reports.sensitivity.models import CleanRun, Matrix
from reports.sensitivity.verdict import Verdict, decide
from tests.sensitivity.builders import matrix, trial

KILLED = trial("quests.lost", "CP-QUEST-01")
TOLERATED = trial("benign.gzip", benign=True)


@pytest.mark.parametrize(
    ("observed", "verdict"),
    [
        (matrix(KILLED, TOLERATED), Verdict.HOLDS),
        (matrix(KILLED, trial("auth.open")), Verdict.BROKEN),
        (matrix(KILLED, trial("auth.open", hits=0)), Verdict.BROKEN),
        (matrix(KILLED, trial("auth.open", "CP-QUEST-01", kills=("CP-AUTH-01",))), Verdict.BROKEN),
        (matrix(KILLED, trial("benign.gzip", "CP-AUTH-01", benign=True)), Verdict.BROKEN),
        (matrix(KILLED, trial("auth.open", problem="the server died")), Verdict.INCONCLUSIVE),
        (matrix(KILLED, planned=2), Verdict.INCONCLUSIVE),
        (matrix(trial("auth.open", hits=0)), Verdict.INCONCLUSIVE),
        (matrix(TOLERATED), Verdict.INCONCLUSIVE),
        (matrix(), Verdict.INCONCLUSIVE),
    ],
)
def test_a_run_holds_only_when_every_trial_is_as_wanted(observed: Matrix, verdict: Verdict) -> None:
    decision = decide(observed)

    assert decision.verdict is verdict
    assert bool(decision.reasons) == (verdict is not Verdict.HOLDS)


@given(st.sampled_from([outcome for outcome in Outcome if outcome is not Outcome.PASSED]))
def test_a_clean_run_that_is_not_green_claims_nothing(outcome: Outcome) -> None:
    decision = decide(matrix(KILLED, clean=outcome))

    assert decision.verdict is Verdict.INCONCLUSIVE
    assert "nothing is claimed" in decision.reasons[0]


def test_a_clean_run_of_no_case_claims_nothing() -> None:
    empty = matrix(KILLED).model_copy(update={"clean": CleanRun(outcomes={}, duration_s=0)})

    assert decide(empty).verdict is Verdict.INCONCLUSIVE


def test_a_clean_run_whose_evidence_is_not_whole_claims_nothing() -> None:
    green = matrix(KILLED)
    broken = green.model_copy(update={"clean": green.clean.model_copy(update={"problem": "truncated"})})

    assert decide(broken).reasons == ["the clean run says nothing: truncated"]
