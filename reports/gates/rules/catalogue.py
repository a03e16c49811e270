"""Rule: planned = collected = executed = reported, id by id."""

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from reports.evidence.models import Mismatch
from reports.findings import Finding, Status
from reports.gates.registry import Facts, Rule

_FEW = 3  # disagreements of one kind that are told in full; more are listed by id


class Catalogue(Rule):
    """The catalogue is the list; a case that is missing, extra or there twice makes every count doubtful."""

    name: ClassVar = "catalogue"
    why: ClassVar = "A lost, renamed or doubled case changes a pass rate without anything having passed or failed."
    remedy: ClassVar = "Give every catalogue entry its test and every test its entry, then run the suite again."

    def judge(self, facts: Facts) -> Iterator[Finding]:
        """Yield one finding per kind of disagreement on cases that the policy asks for, or that nobody planned."""
        results = facts.evidence.results
        known = Counter(result.id for result in results)
        mismatches = [
            *(item for item in facts.evidence.mismatches if item.id in facts.asked or item.id not in known),
            *(
                Mismatch(code="duplicate", id=id_, detail=f"{id_} has {count} results")
                for id_, count in known.items()
                if count > 1
            ),
        ]
        for code in sorted({mismatch.code for mismatch in mismatches}):
            of_code = [mismatch for mismatch in mismatches if mismatch.code == code]
            ids = sorted({mismatch.id for mismatch in of_code})
            details = sorted({mismatch.detail for mismatch in of_code})
            told = "; ".join(details) if len(details) <= _FEW else ", ".join(ids)
            yield self.finding(Status.UNKNOWN, f"{code.replace('_', ' ')}: {told}", cites=ids)
        if not facts.asked:
            yield self.finding(Status.UNKNOWN, "the policy selects none of the cases of this run")
        elif not mismatches:
            yield self.finding(Status.HOLDS, f"planned, collected and reported agree on all {len(facts.asked)} cases")
