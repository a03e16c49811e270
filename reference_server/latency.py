"""How long things take, as histograms: the same edges in the database, in the metrics and in what is worked out."""

from bisect import bisect_left
from collections.abc import Sequence

EDGES_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper edges in seconds, an edge included. The limits of the service levels are among them: 0.2, 0.3, 0.5 s."""

COLUMNS = (*(f"le_{round(edge * 1000)}_ms" for edge in EDGES_S), "slower")
"""A name for each stretch between edges, the last one without an end."""


def place(seconds: float) -> int:
    """Return the number of the stretch that a duration falls into."""
    return bisect_left(EDGES_S, seconds)


def quantile(share: float, counts: Sequence[int]) -> float | None:
    """Return the duration in seconds that a share of all stays below, None where there are none.

    Within a stretch they are taken as evenly spread, and what is slower than the last edge counts as that edge: the
    rule of Prometheus's `histogram_quantile`, so that both tell the same.
    """
    rank = share * sum(counts)
    if rank == 0:
        return None
    below = 0
    for index, (count, edge) in enumerate(zip(counts, EDGES_S, strict=False)):
        if below + count >= rank:
            start = EDGES_S[index - 1] if index else 0.0
            return start + (edge - start) * (rank - below) / count
        below += count
    return EDGES_S[-1]
