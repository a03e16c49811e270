"""Comparing things fairly on a noisy machine: interleaved rounds in one run, and ratios instead of seconds."""

import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

import structlog

HELD, MISSED = 0, 8


@dataclass(frozen=True, slots=True)
class Rounds:
    """Seconds of each side, round by round, in the order in which the sides were given."""

    seconds: Mapping[str, list[float]]

    def typical(self, side: str) -> float:
        """Return the median of a side's seconds."""
        return median(self.seconds[side])

    def ratios(self, side: str, to: str) -> list[float]:
        """Return one side's seconds over another's, round by round: neighbours in time share the machine's mood."""
        return [mine / theirs for mine, theirs in zip(self.seconds[side], self.seconds[to], strict=True)]


def measure(rounds: int, sides: Mapping[str, Callable[[], float]]) -> Rounds:
    """Run all sides in turn, `rounds` times, every other round backwards; a side returns its own seconds."""
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds):
        order = list(sides)[:: 1 if number % 2 == 0 else -1]
        for name in order:
            seconds[name].append(sides[name]())
            print(f"round {number + 1} of {rounds}: {name} {seconds[name][-1]:.2f} s", file=sys.stderr, flush=True)
    return Rounds(seconds)


def without_logs() -> None:
    """Keep a server within this process from writing its log between the figures."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def told(values: list[float]) -> str:
    """Return median, smallest and largest as people read them."""
    return f"{median(values):.2f} ({min(values):.2f} to {max(values):.2f} in {len(values)} rounds)"


def verdict(what: str, value: float, at_most: float) -> int:
    """Print whether an aim was met and return the exit code for it."""
    held = value <= at_most
    print(f"{'held' if held else 'MISSED'}: {what} {value:.2f}, aim at most {at_most:.2f}")
    return HELD if held else MISSED
