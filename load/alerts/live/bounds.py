"""When an alert must have fired and been over: from the scrapes and evaluations that were seen, not from hope."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

ADJUSTED_S = 0.002
"""Prometheus moves the time of a sample by so much at most, towards a whole interval."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Not before the one, and not after the other; seconds since the epoch."""

    earliest: float
    latest: float

    def why_not(self, instant: float) -> str | None:
        """Say what is wrong with an instant, or nothing."""
        if instant < self.earliest:
            return f"{self.earliest - instant:.3f} s too early"
        return f"{instant - self.latest:.3f} s too late" if instant > self.latest else None


@dataclass(frozen=True, slots=True)
class Change:
    """The product changed: when the last scrape before that was answered, and when each one after it came."""

    last_before: float
    after: Sequence[float]


def change_to_take_effect(change: Change, evaluations: Sequence[float], *, window_s: float, hold_s: float) -> Bounds:
    """Return when a rule may, and must, say that it fires (or, with no hold, that it no longer does).

    `window_s` is how much of its window must be of the new kind for certain; 0 for a rule of present values.
    A sample carries the time at which its scrape began, and that began after the scrape before it was answered. A
    window that begins at or after the first sample knows of nothing older; an evaluation sees that sample for certain
    once the next scrape has come. All this is of one machine, so of one clock.
    """
    earliest = change.last_before - ADJUSTED_S + hold_s
    full = change.after[0] + window_s
    seen = _first(change.after[1:], full)
    holds = _first(evaluations, seen)
    return Bounds(earliest, _first(evaluations, holds + hold_s))


def _first(instants: Sequence[float], not_before: float) -> float:
    """Return the first of them that is not before a moment; what has not come about yet is never."""
    place = bisect_left(instants, not_before)
    return instants[place] if place < len(instants) else inf
