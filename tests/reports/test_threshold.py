"""Thresholds are one line each, and their arithmetic is exact."""

from collections import Counter
from fractions import Fraction

import pytest

from reports.evidence.models import Outcome
from reports.gates.threshold import Tally, Threshold, percent


@pytest.mark.parametrize(
    ("line", "metric", "value"),
    [
        ("planned == 94", "planned", Fraction(94)),
        ("passed/planned >= 90%", "passed/planned", Fraction(9, 10)),
        ("  passed/planned>=89.99 %  ", "passed/planned", Fraction(8999, 10_000)),
        ("not_run <= 0", "not_run", Fraction(0)),
        ("failed/planned < 0.1%", "failed/planned", Fraction(1, 1000)),
    ],
)
def test_a_threshold_reads_exactly(line: str, metric: str, value: Fraction) -> None:
    threshold = Threshold.parse(line)

    assert (threshold.metric, threshold.value) == (metric, value)


@pytest.mark.parametrize(
    ("line", "teaches"),
    [
        ("pased/planned >= 90%", "did you mean 'passed/planned'?"),
        ("passed/executed >= 90%", "valid metrics: planned, passed,"),
        ("passed => 3", "valid comparisons: ==, !=, <=, >=, <, >"),
        ("passed/planned >= 90", "is a share: its value ends in %"),
        ("flaky <= 3%", "is a count: its value has no unit"),
        ("flaky <= 3 ms", "is a count: its value has no unit"),
        ("flaky", "is not a threshold; write one like"),
        ("flaky <= -1", "is not a threshold"),
        ("flaky <= 1e3", "its value has no unit"),
        ("flaky <= \N{ARABIC-INDIC DIGIT ONE}", "is not a threshold"),
        (90, "is not a threshold"),
        (None, "is not a threshold"),
    ],
)
def test_a_wrong_threshold_is_refused_with_what_would_be_valid(line: object, teaches: str) -> None:
    with pytest.raises(ValueError, match=r"threshold|metric|comparison|share|count") as refused:
        Threshold.parse(line)

    assert teaches in str(refused.value)


@pytest.mark.parametrize(
    ("op", "below", "at", "above"),
    [
        ("==", False, True, False),
        ("!=", True, False, True),
        ("<=", True, True, False),
        (">=", False, True, True),
        ("<", True, False, False),
        (">", False, False, True),
    ],
)
def test_each_comparison_means_what_it_says(op: str, *, below: bool, at: bool, above: bool) -> None:
    threshold = Threshold.parse(f"passed {op} 5")

    assert [threshold.met(Fraction(value)) for value in (4, 5, 6)] == [below, at, above]


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 3, "0%"),
        (3, 3, "100%"),
        (1, 3, "33.33…%"),
        (8999, 10_000, "89.99%"),
        (899_999, 1_000_000, "89.99…%"),
        (9_999_999, 10_000_000, "99.99…%"),
        (1, 2, "50%"),
        (1, 10_000_000, "0.00…%"),
    ],
)
def test_a_share_is_never_shown_rounded_up(part: int, whole: int, text: str) -> None:
    assert percent(part, whole) == text


def test_missing_cases_leave_every_value_open_that_they_could_make() -> None:
    tally = Tally(Counter({Outcome.PASSED: 1, Outcome.NOT_RUN: 2}))

    assert tally.reachable("passed") == [1, 2, 3]
    assert tally.reachable("failed/planned") == [0, Fraction(1, 3), Fraction(2, 3)]
    assert tally.reachable("planned") == [3]
    assert tally.reachable("not_run") == [0, 1, 2]
