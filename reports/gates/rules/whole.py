"""Rule: the evidence is a suite run that was recorded to its end and has not changed since."""

from collections.abc import Iterator
from typing import ClassVar

from reports.evidence.models import Manifest
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
        defects = sorted(set(facts.evidence.problems or _defects(manifest)))
        for defect in defects:
            yield self.finding(Status.UNKNOWN, defect, cites=[manifest.run_id])
        if not defects:
            yield self.finding(Status.HOLDS, "the run is sealed, finished, and every file has its recorded hash")


def _defects(manifest: Manifest) -> Iterator[str]:
    """Name what the manifest alone betrays, should its reader not have noticed."""
    if manifest.shard.total > 1:
        yield f"only shard {manifest.shard.index} of {manifest.shard.total} is here"
    if manifest.seal is None:
        yield "the run was never sealed: it did not finish"
        return
    if manifest.seal.interrupted:
        yield "the run was interrupted before the plan was through"
    if manifest.seal.exit_status not in {0, 1}:
        yield f"pytest ended with exit status {manifest.seal.exit_status}, so it did not run the plan to its end"
    if manifest.seal.finished_at < manifest.started_at:
        yield "the run finished before it started"
