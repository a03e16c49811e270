"""The figures of a sensitivity run, all computed from the matrix."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from statistics import median

from reports.sensitivity.judging import judge
from reports.sensitivity.models import Matrix, Trial, TrialOutcome

CONFIDENCE = 0.95
_ACTIVE = frozenset(
    {
        TrialOutcome.KILLED_AS_INTENDED,
        TrialOutcome.KILLED_BY_COLLATERAL,
        TrialOutcome.SURVIVED,
        TrialOutcome.UNSTABLE,
        TrialOutcome.TOLERATED,
        TrialOutcome.FALSE_ALARM,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How the kills spread over faults and cases, which only a run of every case against every fault can tell."""

    area_named: float | None  # share of killed faults whose first red case lies in the fault's own area
    first_kill_s: float | None  # median
    reds_per_fault: float | None  # median
    single_killer: list[str]  # faults that exactly one case notices
    idle_cases: list[str]  # cases that no fault turns red
    distinct_patterns: int  # different sets of red cases: near-duplicates among the faults inflate a score
    smallest_kill_set: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the matrix comes to. A share or median of nothing is None, never 0 or 1."""

    faults: int
    active: int  # faults that reached somebody in a trial that can be trusted
    killed: int  # of these, killed as intended
    detection: float | None
    detection_at_least: float | None  # one-sided 95 % lower bound
    benign: int  # benign variants that reached somebody in a trial that can be trusted
    false_alarms: int
    outcomes: dict[TrialOutcome, int]
    spread: Spread | None  # None: each fault met only the cases that are meant to notice it


def figures(matrix: Matrix) -> Figures:
    """Compute all figures."""
    faults = [trial for trial in matrix.trials if not trial.variant.benign]
    active = [trial for trial in faults if judge(trial) in _ACTIVE]
    killed = [trial for trial in active if judge(trial) is TrialOutcome.KILLED_AS_INTENDED]
    outcomes = Counter(judge(trial) for trial in matrix.trials)
    return Figures(
        faults=len(faults),
        active=len(active),
        killed=len(killed),
        detection=len(killed) / len(active) if active else None,
        detection_at_least=lower_bound(len(killed), len(active)),
        benign=sum(trial.variant.benign and judge(trial) in _ACTIVE for trial in matrix.trials),
        false_alarms=outcomes[TrialOutcome.FALSE_ALARM],
        outcomes=dict(outcomes),
        spread=_spread(matrix, active, killed) if matrix.whole else None,
    )


def _spread(matrix: Matrix, active: Sequence[Trial], killed: Sequence[Trial]) -> Spread:
    areas = {case.id: case.area for case in matrix.cases}
    patterns = {trial.variant.id: trial.red_cases for trial in active if trial.reds}
    noticed = frozenset[str]().union(*patterns.values())
    rightly = [areas.get(trial.reds[0].case) == trial.variant.area for trial in killed]
    return Spread(
        area_named=sum(rightly) / len(rightly) if rightly else None,
        first_kill_s=median(trial.reds[0].at_s for trial in killed) if killed else None,
        reds_per_fault=median(len(each) for each in patterns.values()) if patterns else None,
        single_killer=sorted(fault for fault, red in patterns.items() if len(red) == 1),
        idle_cases=[case.id for case in matrix.cases if case.id not in noticed],
        distinct_patterns=len(set(patterns.values())),
        smallest_kill_set=kill_set(killed, [case.id for case in matrix.cases]),
    )


def lower_bound(hits: int, tries: int) -> float | None:
    """Return the one-sided exact (Clopper-Pearson) lower bound of a share; for n of n it is 0.05 ** (1/n)."""
    if tries == 0:
        return None
    if hits == 0:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        at_least = sum(comb(tries, k) * middle**k * (1 - middle) ** (tries - k) for k in range(hits, tries + 1))
        low, high = (low, middle) if at_least > 1 - CONFIDENCE else (middle, high)
    return low


def kill_set(killed: Sequence[Trial], cases: Sequence[str]) -> list[str]:
    """Return a small set of cases that notices every given fault: greedy cover, ties by the order of `cases`."""
    left = {trial.variant.id: trial.red_cases for trial in killed}
    chosen: list[str] = []
    while left:
        best = max(cases, key=lambda case: sum(case in red for red in left.values()))
        if not any(best in red for red in left.values()):
            break
        chosen.append(best)
        left = {fault: red for fault, red in left.items() if best not in red}
    return chosen
