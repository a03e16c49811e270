"""Rule: outcomes, attempts and pytest's own exit status tell one story."""

from collections.abc import Iterator
from typing import ClassVar

from reports.evidence.models import CaseResult, Outcome, SuiteEvidence
from reports.findings import Finding, Status
from reports.gates.registry import Facts, Rule

_RED = frozenset({Outcome.FAILED, Outcome.ERROR, Outcome.CRASHED})
_CAN_BE_RED = _RED | {Outcome.XPASSED}  # an unexpected pass fails pytest where xfail is strict, and only there


class Recount(Rule):
    """A claim is recounted, never believed."""

    name: ClassVar = "recount"
    why: ClassVar = "A result that says passed without a passing attempt, or against the exit status, is not a result."
    remedy: ClassVar = "Run the suite again; if this returns, the harness reports wrongly and must be repaired first."

    def judge(self, facts: Facts) -> Iterator[Finding]:
        """Yield one finding per contradiction; a single one that holds when there is none."""
        evidence = facts.evidence
        unproved = sorted({result.id for result in evidence.results if result.passed and not _proved(result)})
        if unproved:
            text = f"said to have passed without passing attempts alone: {', '.join(unproved)}"
            yield self.finding(Status.UNKNOWN, text, cites=unproved)
        contradiction = _contradiction(evidence)
        if contradiction:
            yield self.finding(Status.UNKNOWN, contradiction)
        if not unproved and not contradiction:
            yield self.finding(Status.HOLDS, "outcomes, attempts and the exit status agree")


def _proved(result: CaseResult) -> bool:
    return bool(result.attempts) and all(attempt.outcome is Outcome.PASSED for attempt in result.attempts)


def _contradiction(evidence: SuiteEvidence) -> str | None:
    if evidence.manifest.seal is None:
        return None
    outcomes = {result.outcome for result in evidence.results}
    status = evidence.manifest.seal.exit_status
    if status == 1 and not outcomes & _CAN_BE_RED:
        return "pytest reported a failure that no case shows"
    if status == 0 and outcomes & _RED:
        return "pytest reported success although cases failed"
    return None
