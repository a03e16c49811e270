"""Durations as histograms, and the rule by which a percentile is read from one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_server.latency import COLUMNS, EDGES_S, place, quantile

COUNTS = st.lists(st.integers(0, 1000), min_size=len(COLUMNS), max_size=len(COLUMNS))


def counts(*seconds: float) -> list[int]:
    found = [0] * len(COLUMNS)
    for each in seconds:
        found[place(each)] += 1
    return found


def test_the_limits_of_the_service_levels_are_edges() -> None:
    assert {0.2, 0.3, 0.5} <= set(EDGES_S)


@pytest.mark.parametrize("edge", EDGES_S)
def test_an_edge_belongs_to_what_ends_there(edge: float) -> None:
    assert place(edge) == EDGES_S.index(edge)
    assert place(edge + 1e-9) == EDGES_S.index(edge) + 1


def test_of_nothing_nothing_is_known() -> None:
    assert quantile(0.95, [0] * len(COLUMNS)) is None


@pytest.mark.parametrize(
    ("seconds", "share", "expected"),
    [
        # As promql's histogram_quantile answers: evenly spread within a stretch.
        ([0.15] * 10, 0.5, 0.15),
        ([0.15] * 10, 0.95, 0.195),
        ([0.001] * 10, 0.5, 0.0025),
        ([0.15] * 90 + [0.4] * 10, 0.95, 0.4),
        ([20.0], 0.95, 10.0),
        ([0.004] * 99 + [20.0], 0.5, 0.005 * 50 / 99),
    ],
)
def test_percentiles_are_those_of_prometheus(seconds: list[float], share: float, expected: float) -> None:
    assert quantile(share, counts(*seconds)) == pytest.approx(expected)


@given(COUNTS.filter(any), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_a_higher_percentile_is_never_quicker(found: list[int], one: float, other: float) -> None:
    low, high = sorted((one, other))
    below, above = quantile(low, found), quantile(high, found)
    assert below is not None
    assert above is not None
    assert 0 <= below <= above <= EDGES_S[-1]
