"""Rule: outcomes, attempts and pytest's own exit status tell one story."""

from collections.abc import Iterator
from typing import ClassVar

from reports.evidence.models import CaseResult, Outcome
from reports.evidence.soundness import contradiction
from reports.findings import Finding, Status
from reports.gates.registry import Facts, Rule


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
        contradicted = contradiction(evidence.manifest.seal, (result.outcome for result in evidence.results))
        if contradicted:
            yield self.finding(Status.UNKNOWN, contradicted)
        if not unproved and not contradicted:
            yield self.finding(Status.HOLDS, "outcomes, attempts and the exit status agree")


def _proved(result: CaseResult) -> bool:
    return bool(result.attempts) and all(attempt.outcome is Outcome.PASSED for attempt in result.attempts)
