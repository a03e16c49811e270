"""The figures of a matrix."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.evidence.models import Outcome
from reports.sensitivity.figures import Spread, figures, kill_set, lower_bound
from reports.sensitivity.models import TrialOutcome
from tests.sensitivity.builders import CASES, matrix, trial


def test_figures_of_a_small_matrix() -> None:
    result = figures(
        matrix(
            trial("quests.lost", "CP-QUEST-01"),
            trial("focus.twice", "CP-QUEST-01", "CP-FOCUS-01", kills=("CP-FOCUS-01",)),
            trial("auth.open"),
            trial("auth.never", hits=0),
            trial("benign.gzip", benign=True),
            trial("benign.wording", "CP-AUTH-01", benign=True),
            trial("benign.never", benign=True, hits=0),
            trial("benign.ended", benign=True, problem="the server ended"),
        )
    )

    assert (result.faults, result.active, result.killed) == (4, 3, 2)
    assert result.detection == pytest.approx(2 / 3)
    assert (result.benign, result.false_alarms) == (2, 1)
    assert result.outcomes[TrialOutcome.NOT_ACTIVATED] == 2
    assert result.spread == Spread(
        area_named=0.5,
        first_kill_s=1.0,
        reds_per_fault=1.5,
        single_killer=["quests.lost"],
        idle_cases=["CP-AUTH-01", "CP-HABIT-01"],
        distinct_patterns=2,
        smallest_kill_set=["CP-QUEST-01"],
    )


def test_figures_of_nothing_claim_nothing() -> None:
    result = figures(matrix())

    assert (result.detection, result.detection_at_least) == (None, None)
    assert result.spread
    assert (result.spread.area_named, result.spread.first_kill_s, result.spread.reds_per_fault) == (None, None, None)
    assert result.spread.idle_cases == CASES


def test_the_spread_is_unknown_when_only_the_intended_cases_ran() -> None:
    quick = matrix(trial("quests.lost", "CP-QUEST-01")).model_copy(update={"whole": False})

    assert figures(quick).spread is None
    assert figures(quick).detection == 1


def test_an_unstable_kill_does_not_count_as_detected() -> None:
    flapping = trial("quests.lost", "CP-QUEST-01", repeated={"CP-QUEST-01": Outcome.PASSED})

    assert figures(matrix(flapping)).detection == 0


@given(st.integers(1, 200))
def test_the_lower_bound_of_all_detected_is_the_nth_root_of_five_percent(tries: int) -> None:
    assert lower_bound(tries, tries) == pytest.approx(0.05 ** (1 / tries), abs=1e-9)


@given(st.integers(1, 80).flatmap(lambda tries: st.tuples(st.integers(0, tries), st.just(tries))))
def test_the_lower_bound_lies_below_the_share(counts: tuple[int, int]) -> None:
    hits, tries = counts

    bound = lower_bound(hits, tries)

    assert bound is not None
    assert 0 <= bound < hits / tries or hits == 0 == bound


@given(st.lists(st.sets(st.sampled_from(CASES), min_size=1), max_size=12))
def test_the_kill_set_notices_every_fault_and_holds_no_case_for_nothing(patterns: list[set[str]]) -> None:
    killed = [trial(f"quests.f{place}", *sorted(red)) for place, red in enumerate(patterns)]

    chosen = kill_set(killed, CASES)

    assert all(set(chosen) & each.red_cases for each in killed)
    assert len(chosen) == len(set(chosen)) <= len(killed)
