"""What the doctor found stands for cases: only ok passed, only failed failed, and nothing else is an answer."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from fixtures.target.profiles import Profile, Start
from qa.sensitivity.examined import evidence_of, together
from reports.evidence.models import Outcome
from reports.sensitivity.judging import judge
from reports.sensitivity.models import Trial, TrialOutcome
from reports.sensitivity.reading import outcomes_of, reds_of, trouble_of
from tests.made.results import run
from tests.sensitivity.builders import variant

PROFILE = Profile(name="reference", kind="reference", start=Start(command=["qa"]))
BUILD = {"product": "passion-os", "version": "1", "commit": "c", "digest": "d"}
STARTED = datetime.now(UTC) - timedelta(seconds=5)
PUT, SYNC = "doctor/storage/put", "doctor/sync"


def said(states: dict[str, str]) -> str:
    checks = [{"what": what, "state": state, "found": f"{what} is {state}"} for what, state in states.items()]
    return f"warning: something\n{json.dumps({'build': BUILD, 'exit_code': 0, 'checks': checks})}\n"


def test_each_check_asked_for_has_its_outcome() -> None:
    told = said({"storage/put": "failed", "sync": "ok", "telemetry": "unknown", "tls": "not applicable"})

    shown = evidence_of(told, PROFILE, [PUT, SYNC, "doctor/telemetry", "doctor/tls", "doctor/none"], STARTED)

    assert [result.outcome for result in shown.results] == [
        Outcome.FAILED,
        Outcome.PASSED,
        Outcome.SKIPPED,
        Outcome.SKIPPED,
        Outcome.NOT_RUN,
    ]
    assert shown.manifest.build
    assert shown.manifest.build.digest == "d"
    assert trouble_of(shown, [PUT, SYNC]) is None
    assert trouble_of(shown, [SYNC, "doctor/telemetry"]) == "no answer from doctor/telemetry"


def test_a_red_check_is_a_red_with_its_time_and_what_was_found() -> None:
    (red,) = reds_of(evidence_of(said({"storage/put": "failed"}), PROFILE, [PUT], STARTED))

    assert (red.case, red.message) == (PUT, "storage/put is failed")
    assert red.at_s >= 5


@pytest.mark.parametrize("words", ["", "qa: there is no target\n", "[]", '{"checks": []}'])
def test_what_is_no_answer_of_the_doctors_shows_nothing(words: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        evidence_of(words, PROFILE, [PUT], STARTED)


def test_suite_and_doctor_are_read_together() -> None:
    suite, doctor = run(), evidence_of(said({"sync": "ok"}), PROFILE, [SYNC], STARTED)

    both = together([suite, doctor])

    assert len(both.results) == len(suite.results) + 1
    assert outcomes_of(both, [SYNC]) == {SYNC: Outcome.PASSED}
    assert both.manifest.build == suite.manifest.build
    assert both.manifest.seal
    assert doctor.manifest.seal
    assert both.manifest.seal.finished_at == doctor.manifest.seal.finished_at


def test_a_check_that_was_meant_to_notice_kills_as_a_case_does() -> None:
    shown = evidence_of(said({"storage/put": "failed"}), PROFILE, [PUT], STARTED)
    tried = Trial(
        variant=variant("health.storage_not_asked", kills=(PUT,)),
        hits=1,
        outcomes=outcomes_of(shown, [PUT]),
        reds=reds_of(shown),
        duration_s=1,
    )

    assert judge(tried.model_copy(update={"repeated": {PUT: Outcome.FAILED}})) is TrialOutcome.KILLED_AS_INTENDED
    assert judge(tried.model_copy(update={"repeated": {PUT: Outcome.PASSED}})) is TrialOutcome.UNSTABLE
