"""What a suite run says of a variant, and when it says nothing."""

from typing import Literal

import pytest

from reports.evidence.models import Mismatch, Outcome
from reports.sensitivity.reading import outcomes_of, reds_of, trouble_of
from tests.made.results import STAGE, run

CASES = STAGE[:3]


@pytest.mark.parametrize("outcome", [Outcome.PASSED, Outcome.FAILED, Outcome.ERROR])
def test_a_case_that_passed_or_objected_has_answered(outcome: Outcome) -> None:
    evidence = run({CASES[0]: outcome}, ran=CASES)

    assert trouble_of(evidence, CASES) is None
    assert outcomes_of(evidence, CASES)[CASES[0]] is outcome


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.PASSED, Outcome.FAILED, Outcome.ERROR}))
def test_a_case_with_any_other_outcome_says_nothing(outcome: Outcome) -> None:
    evidence = run({CASES[0]: outcome}, ran=CASES)

    assert trouble_of(evidence, CASES) == f"no answer from {CASES[0]}"
    assert reds_of(evidence) == []


def test_evidence_that_contradicts_itself_says_nothing() -> None:
    lost = Mismatch(code="not_reported", id="it", detail="it was collected and never reported")
    evidence = run({}, ran=CASES).model_copy(update={"mismatches": [lost]})

    assert trouble_of(evidence, CASES) == "it was collected and never reported"


def test_a_run_until_something_failed_has_its_answer_with_the_first_failure() -> None:
    lost = Mismatch(code="not_reported", id="it", detail="it was collected and never reported")
    evidence = run({CASES[0]: Outcome.FAILED}, ran=CASES[:1]).model_copy(update={"mismatches": [lost]})

    assert trouble_of(evidence, CASES, until_failed=True) is None
    assert trouble_of(evidence, CASES) == "it was collected and never reported"


@pytest.mark.parametrize("outcome", [Outcome.PASSED, Outcome.ERROR])
def test_a_run_until_something_failed_that_ended_otherwise_must_be_whole(outcome: Outcome) -> None:
    evidence = run({CASES[0]: outcome}, ran=CASES[:1])

    assert trouble_of(evidence, CASES, until_failed=True) == f"no answer from {CASES[1]}, {CASES[2]}"


@pytest.mark.parametrize("code", ["extra", "duplicate", "not_collected"])
def test_a_failure_excuses_no_other_contradiction(code: Literal["extra", "duplicate", "not_collected"]) -> None:
    odd = Mismatch(code=code, id="it", detail="it is odd")
    evidence = run({CASES[0]: Outcome.FAILED}, ran=CASES).model_copy(update={"mismatches": [odd]})

    assert trouble_of(evidence, CASES, until_failed=True) == "it is odd"
