"""Rule: cases that passed only on a retry stay inside the agreed budget."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from reports.evidence.models import Outcome
from reports.findings import Finding, Status
from reports.gates.registry import Facts, Rule


class Flaky(Rule):
    """Flaky is an outcome of its own, with a budget of its own."""

    name: ClassVar = "flaky"
    why: ClassVar = "A suite that is run again until it is green proves nothing."
    remedy: ClassVar = "Find what makes the case unstable, in the product or in the test; do not raise the budget."

    budget: int = Field(default=0, ge=0)

    def judge(self, facts: Facts) -> Iterator[Finding]:
        """Yield a single finding, on the cases that the policy asks for."""
        results = facts.evidence.results
        flaky = sorted(
            {result.id for result in results if result.outcome is Outcome.FLAKY and result.id in facts.asked}
        )
        text = f"{len(flaky)} flaky, budget {self.budget}" + (f": {', '.join(flaky)}" if flaky else "")
        yield self.finding(Status.HOLDS if len(flaky) <= self.budget else Status.BROKEN, text, cites=flaky)
