"""What one trial says."""

import pytest

from reports.evidence.models import Outcome
from reports.sensitivity.judging import judge, to_repeat
from reports.sensitivity.models import Trial, TrialOutcome
from tests.sensitivity.builders import trial


@pytest.mark.parametrize(
    ("observed", "outcome"),
    [
        (trial("quests.lost", "CP-QUEST-01"), TrialOutcome.KILLED_AS_INTENDED),
        (trial("quests.lost", "CP-AUTH-01", "CP-QUEST-01"), TrialOutcome.KILLED_AS_INTENDED),
        (trial("quests.lost", "CP-AUTH-01"), TrialOutcome.KILLED_BY_COLLATERAL),
        (trial("quests.lost"), TrialOutcome.SURVIVED),
        (trial("quests.lost", "CP-QUEST-01", hits=0), TrialOutcome.NOT_ACTIVATED),
        (trial("quests.lost", "CP-QUEST-01", problem="the server died"), TrialOutcome.INFRASTRUCTURE_ERROR),
        (trial("quests.lost", "CP-QUEST-01", outcome=Outcome.ERROR), TrialOutcome.KILLED_BY_COLLATERAL),
        (trial("benign.gzip", benign=True), TrialOutcome.TOLERATED),
        (trial("benign.gzip", "CP-AUTH-01", benign=True), TrialOutcome.FALSE_ALARM),
        (trial("benign.gzip", benign=True, hits=0), TrialOutcome.NOT_ACTIVATED),
    ],
)
def test_a_trial_is_judged_by_activation_and_the_right_case(observed: Trial, outcome: TrialOutcome) -> None:
    assert judge(observed) is outcome


def test_a_kill_that_does_not_repeat_is_unstable() -> None:
    once = trial("quests.lost", "CP-QUEST-01", repeated={"CP-QUEST-01": Outcome.PASSED})

    assert judge(once) is TrialOutcome.UNSTABLE


def test_a_kill_that_was_not_repeated_is_unstable() -> None:
    assert judge(trial("quests.lost", "CP-QUEST-01", repeated={})) is TrialOutcome.UNSTABLE


def test_a_kill_that_repeats_is_a_kill() -> None:
    twice = trial("quests.lost", "CP-QUEST-01", repeated={"CP-QUEST-01": Outcome.FAILED})

    assert judge(twice) is TrialOutcome.KILLED_AS_INTENDED


def test_an_intended_kill_that_does_not_repeat_is_unstable_whatever_else_is_red() -> None:
    mixed = trial("quests.lost", "CP-AUTH-01", "CP-QUEST-01", repeated={"CP-QUEST-01": Outcome.PASSED})

    assert judge(mixed) is TrialOutcome.UNSTABLE


def test_a_false_alarm_that_does_not_repeat_is_unstable() -> None:
    once = trial("benign.gzip", "CP-AUTH-01", benign=True, repeated={"CP-AUTH-01": Outcome.PASSED})

    assert judge(once) is TrialOutcome.UNSTABLE


def test_the_intended_killers_are_repeated_and_else_every_red_case() -> None:
    assert to_repeat(trial("quests.lost", "CP-AUTH-01", "CP-QUEST-01")) == ["CP-QUEST-01"]
    assert to_repeat(trial("quests.lost", "CP-HABIT-01", "CP-AUTH-01")) == ["CP-AUTH-01", "CP-HABIT-01"]
