"""Series as promtool reads them, written down as phases: for how long, and how much at each step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

STEP_S = 30
"""Samples and evaluations of simulated time lie this far apart; all durations of the rules are longer."""

Phase = tuple[float, int]
"""Minutes, and what each step adds (a counter) or says (a gauge)."""

Series = Mapping[str, str]
"""By name with labels: the values in promtool's notation."""

NOTHING = "_"


def counter(*phases: Phase) -> str:
    """Return a counter that starts at 0 and grows by so much a step, phase by phase."""
    words, value = ["0"], 0
    for minutes, growth in phases:
        steps = _steps(minutes)
        words.append(f"{value + growth}+{growth}x{steps - 1}")
        value += growth * steps
    return " ".join(words)


def gauge(*phases: Phase) -> str:
    """Return a gauge that says the same during each phase; it begins one step before the first phase is over."""
    (minutes, first), *rest = phases
    words = [f"{first}+0x{_steps(minutes)}"]
    words += [f"{value}+0x{_steps(minutes) - 1}" for minutes, value in rest]
    return " ".join(words)


def clock(minutes: float, *, offset_s: int = 0, then: str = "") -> str:
    """Return a gauge that says the present time, moved by `offset_s`; `then` are the values after it."""
    return f"{offset_s}+{STEP_S}x{_steps(minutes)} {then}".strip()


def waves(minutes: float, growth: int) -> str:
    """Return a counter that grows by so much at every other step, and not at those between."""
    return counter(*[(STEP_S / 60, 0), (STEP_S / 60, growth)] * (_steps(minutes) // 2))


def silence(minutes: float) -> str:
    """Return that the series is not there: it ends, and no sample follows."""
    return f"stale {NOTHING}x{_steps(minutes) - 1}"


@dataclass(frozen=True, slots=True)
class Observed:
    """During these minutes so many observations a step, of which so many are within each limit (cumulative)."""

    minutes: float
    count: int
    within: Mapping[str, int]


def histogram(name: str, labels: str, *phases: Observed) -> dict[str, str]:
    """Return the series of a histogram: its buckets and its count; `labels` stand before `le`, or are empty."""
    limits = list(phases[0].within)
    between = f"{labels}," if labels else ""
    series = {
        f'{name}_bucket{{{between}le="{limit}"}}': counter(*((phase.minutes, phase.within[limit]) for phase in phases))
        for limit in limits
    }
    total = counter(*((phase.minutes, phase.count) for phase in phases))
    named = f"{name}_count{{{labels}}}" if labels else f"{name}_count"
    return {**series, f'{name}_bucket{{{between}le="+Inf"}}': total, named: total}


def without(series: Series, metrics: Sequence[str]) -> dict[str, str]:
    """Return the series that are of none of these metrics."""
    return {name: values for name, values in series.items() if name.partition("{")[0] not in metrics}


def _steps(minutes: float) -> int:
    return round(minutes * 60 / STEP_S)
