"""From a suite run's evidence to a trial: which cases turned red, and when."""

from datetime import timedelta

from reports.evidence.models import CaseResult, Outcome, SuiteEvidence
from reports.sensitivity.models import RED, Red

_ANSWERS = RED | {Outcome.PASSED}


def outcomes_of(evidence: SuiteEvidence, cases: list[str]) -> dict[str, Outcome]:
    """Return the outcomes of the given cases, in that order."""
    found = {result.id: result.outcome for result in evidence.results}
    return {case: found.get(case, Outcome.NOT_RUN) for case in cases}


def trouble_of(evidence: SuiteEvidence, cases: list[str], *, until_failed: bool = False) -> str | None:
    """Return why the evidence says nothing about the given cases, or None when it can be trusted.

    A case that was skipped, retried or expected to fail answers as little as one that crashed or never ran. A run
    `until_failed` has its answer with the first failure, and what comes after that is not expected to be there.
    """
    through = until_failed and any(result.outcome is Outcome.FAILED for result in evidence.results)
    excused = {"missing", "not_reported"} if through else {"missing"}  # missing: a case of a later day
    mismatches = [each.detail for each in evidence.mismatches if each.code not in excused]
    if evidence.problems or mismatches:
        return "; ".join([*evidence.problems, *mismatches])
    if through:
        return None
    silent = [case for case, outcome in outcomes_of(evidence, cases).items() if outcome not in _ANSWERS]
    return f"no answer from {', '.join(silent)}" if silent else None


def reds_of(evidence: SuiteEvidence) -> list[Red]:
    """Return the cases that turned red, first one first."""
    reds = [_red(evidence, result) for result in evidence.results if result.outcome in RED]
    return sorted(reds, key=lambda red: red.at_s)


def _red(evidence: SuiteEvidence, result: CaseResult) -> Red:
    attempt = next((each for each in result.attempts if each.outcome in RED), None)
    at_s = 0.0
    if attempt and attempt.started_at:
        ended = attempt.started_at + timedelta(seconds=attempt.duration_s)
        at_s = max(0.0, (ended - evidence.manifest.started_at).total_seconds())
    return Red(case=result.id, outcome=result.outcome, at_s=at_s, message=attempt.message if attempt else result.reason)
