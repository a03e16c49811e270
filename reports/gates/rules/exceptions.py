"""Rule: what does not pass is a known issue, and there are few of them."""

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from reports.evidence.models import Outcome
from reports.findings import Finding, Status
from reports.gates.exceptions import Code
from reports.gates.registry import Facts, Rule

MOST = 9  # entries: of 94 cases, so many may fail "for known issues" while 90 % pass
_JUDGED_ELSEWHERE = {Outcome.PASSED, Outcome.NOT_RUN, Outcome.FLAKY}  # by objectives and by the rule on flaky cases


class Exceptions(Rule):
    """A rate below 100 % is room for known issues alone; each entry of the ledger is judged for itself."""

    name: ClassVar = "exceptions"
    why: ClassVar = "A pass rate that tolerates failures would let in those that nobody has looked at."
    remedy: ClassVar = (
        "Make the cases pass. A failure that the release can go out with is entered in the ledger of exceptions, with "
        "owner, issue and last day; a crash, a skip or an expected failure cannot be."
    )

    most: int = Field(default=MOST, ge=0, le=MOST)
    unlisted: int = Field(default=0, ge=0)  # cases that may have come to another outcome than a pass without an entry

    def judge(self, facts: Facts) -> Iterator[Finding]:
        """Yield a finding on the ledger's size, and one on what no entry of it explains."""
        yield self._size(facts)
        yield self._unlisted(facts)

    def _size(self, facts: Facts) -> Finding:
        text = f"{len(facts.exceptions)} in the ledger, at most {self.most} are allowed"
        if len(facts.exceptions) <= self.most:
            return self.finding(Status.HOLDS, text)
        remedy = f"Make cases pass and remove their entries, down to {self.most}."
        cites = [finding.entry.case for finding in facts.exceptions]
        return self.finding(Status.BROKEN, text, cites=cites, remedy=remedy)

    def _unlisted(self, facts: Facts) -> Finding:
        """Judge what is in no entry. A faulty entry breaks the gate by itself, as a failed key case its objective."""
        listed = {finding.entry.case for finding in facts.exceptions if finding.code is not Code.ELSEWHERE}
        short = {result.id for result in facts.evidence.results if result.outcome not in _JUDGED_ELSEWHERE}
        unlisted = sorted((short & facts.asked) - facts.key.keys() - listed)
        if not unlisted:
            return self.finding(Status.HOLDS, "nothing failed but known issues, outside of the key objectives")
        budget = f" ({self.unlisted} tolerated)" if self.unlisted else ""
        told = "1 case that did not pass is" if len(unlisted) == 1 else f"{len(unlisted)} cases that did not pass are"
        text = f"{told} in no entry of the ledger{budget}: {', '.join(unlisted)}"
        return self.finding(Status.HOLDS if len(unlisted) <= self.unlisted else Status.BROKEN, text, cites=unlisted)
