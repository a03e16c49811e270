"""A trial has its time, which follows the clean run's; what is not through by then says so and shows nothing."""

from pathlib import Path
from threading import Event

import pytest

from fixtures.target.profiles import Profile, Start
from qa.sensitivity.bench import Bench, time_for_a_trial
from qa.sensitivity.parts import Part
from reports.sensitivity.judging import judge
from reports.sensitivity.models import TrialOutcome
from tests.sensitivity.builders import variant


@pytest.mark.parametrize(("clean_s", "allowed_s"), [(0.0, 900.0), (20.0, 900.0), (90.0, 900.0), (230.0, 2300.0)])
def test_a_trial_may_last_ten_clean_runs_and_never_less_than_fifteen_minutes(clean_s: float, allowed_s: float) -> None:
    assert time_for_a_trial(clean_s) == allowed_s


def test_a_trial_whose_time_is_over_is_ended_and_shows_nothing(tmp_path: Path) -> None:
    bench = Bench(
        folder=tmp_path,
        profile=Profile(name="reference", kind="reference", start=Start(command=["qa"])),
        faults=None,
        part=Part.of(["CP-QUEST-01"]),
        whole=False,
        repeat=1,
        at_once=1,
        stop=Event(),
        insist=Event(),
    )

    trial = bench.try_variant(variant(), ["CP-QUEST-01"], within_s=0.0)

    assert trial.problem == "not through within 0 s, so it was ended (all in run-1.log)"
    assert judge(trial) is TrialOutcome.INFRASTRUCTURE_ERROR
