"""What a trial says: a kill counts when the defect was active, the right case failed, and it failed again."""

from reports.evidence.models import Outcome
from reports.sensitivity.models import RED, Trial, TrialOutcome

AS_WANTED = frozenset({TrialOutcome.KILLED_AS_INTENDED, TrialOutcome.TOLERATED})


def judge(trial: Trial) -> TrialOutcome:
    """Return the outcome of a trial."""
    if trial.problem is not None:
        return TrialOutcome.INFRASTRUCTURE_ERROR
    if trial.hits == 0:
        return TrialOutcome.NOT_ACTIVATED
    if not trial.reds:
        return TrialOutcome.TOLERATED if trial.variant.benign else TrialOutcome.SURVIVED
    return _judge_red(trial)


def _judge_red(trial: Trial) -> TrialOutcome:
    decisive = set(to_repeat(trial))
    confirmed = {case for case in decisive if trial.repeated.get(case) in RED}
    if not confirmed:
        return TrialOutcome.UNSTABLE
    if trial.variant.benign:
        return TrialOutcome.FALSE_ALARM
    return TrialOutcome.KILLED_AS_INTENDED if killers(trial) else TrialOutcome.KILLED_BY_COLLATERAL


def killers(trial: Trial) -> list[str]:
    """Return the intended cases that failed. An error in set-up is no kill: the case never came to its question."""
    intended = set(trial.variant.kills)
    return [red.case for red in trial.reds if red.case in intended and red.outcome is Outcome.FAILED]


def to_repeat(trial: Trial) -> list[str]:
    """Return the cases whose second run decides: the intended killers, or else every red case."""
    return killers(trial) or sorted(trial.red_cases)
