"""Rule: the evidence is a suite run that was recorded to its end and has not changed since."""

from collections.abc import Iterator
from typing import ClassVar

from reports.evidence.soundness import defects
from reports.findings import Finding, Status
from reports.gates.registry import Facts, Rule


class Whole(Rule):
    """Unsealed, truncated, changed, interrupted or partial evidence cannot show that something holds."""

    name: ClassVar = "whole"
    why: ClassVar = (
        "A run that stopped early, or whose files changed afterwards, can look green because failures are gone."
    )
    remedy: ClassVar = "Run the suite again, let it finish, and do not touch the run directory."

    def judge(self, facts: Facts) -> Iterator[Finding]:
        """Yield one finding per defect; a single one that holds when there is none."""
        manifest = facts.evidence.manifest
        if manifest.kind != "suite":
            yield self.finding(Status.UNKNOWN, f"this is a {manifest.kind} run, not a suite run", voids=True)
            return
        if manifest.blocked is not None:
            remedy = "Mend what it says (qa doctor --target says more), and run the suite again."
            told = f"BLOCKED, so nothing was tested: {manifest.blocked}"
            # Whatever stands beside it, a run that never began says nothing of the product.
            yield self.finding(Status.UNKNOWN, told, cites=[manifest.run_id], voids=True, remedy=remedy)
            return
        found = sorted({*facts.evidence.problems, *defects(manifest)})
        for defect in found:
            yield self.finding(Status.UNKNOWN, defect, cites=[manifest.run_id])
        if not found:
            yield self.finding(Status.HOLDS, "the run is sealed, finished, and every file has its recorded hash")
