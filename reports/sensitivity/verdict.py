"""Whether the suite's sensitivity is as wanted, with the reasons when it is not."""

from dataclasses import dataclass
from enum import IntEnum

from reports.sensitivity.judging import AS_WANTED, judge
from reports.sensitivity.models import Matrix, TrialOutcome


class Verdict(IntEnum):
    """The verdict's exit code."""

    HOLDS = 0
    BROKEN = 8
    INCONCLUSIVE = 9


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict and why; `reasons` is empty only when it holds."""

    verdict: Verdict
    reasons: list[str]


def decide(matrix: Matrix) -> Decision:
    """Judge a whole run. A run that shows nothing is inconclusive; it never holds."""
    if not matrix.clean.green:
        return Decision(Verdict.INCONCLUSIVE, [_clean_trouble(matrix)])
    if not any(trial.hits for trial in matrix.trials):
        return Decision(Verdict.INCONCLUSIVE, ["no variant was activated, so nothing was shown"])
    outcomes = {trial.variant.id: judge(trial) for trial in matrix.trials}
    reasons = [f"{variant}: {outcome}" for variant, outcome in outcomes.items() if outcome not in AS_WANTED]
    missing = matrix.planned - len(matrix.trials)
    if missing:
        reasons.append(f"not tried: {missing} of {matrix.planned} variants")
    if TrialOutcome.KILLED_AS_INTENDED not in outcomes.values():
        reasons.append("no defect was noticed as intended, so nothing shows that the suite can notice one")
    unwanted = set(outcomes.values()) - AS_WANTED - {TrialOutcome.INFRASTRUCTURE_ERROR}
    if unwanted:
        return Decision(Verdict.BROKEN, reasons)
    return Decision(Verdict.INCONCLUSIVE if reasons else Verdict.HOLDS, reasons)


def _clean_trouble(matrix: Matrix) -> str:
    if matrix.clean.problem:
        return f"the clean run says nothing: {matrix.clean.problem}"
    if not matrix.clean.outcomes:
        return "no case took part in the clean run"
    red = [f"{case} {outcome}" for case, outcome in matrix.clean.outcomes.items() if outcome != "passed"]
    return f"the clean run is not green ({', '.join(red)}), so nothing is claimed about any defect"
