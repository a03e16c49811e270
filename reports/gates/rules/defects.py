"""Rule: the evidence is about a product without seeded defects."""

from collections.abc import Iterator
from typing import ClassVar

from reports.findings import Finding, Status
from reports.gates.registry import Facts, Rule

SEEDED = "+seeded-fault"  # what a build with a seeded defect bears in its version


class Defects(Rule):
    """A server with a seeded defect stands for no product, though every case passes on it."""

    name: ClassVar = "defects"
    why: ClassVar = (
        "A seeded defect tests the suite: what a run on it shows is true of no product that anyone would release."
    )
    remedy: ClassVar = "Run the suite against a server without seeded defects."

    def judge(self, facts: Facts) -> Iterator[Finding]:
        """Yield a single finding."""
        manifest = facts.evidence.manifest
        builds = [manifest.build, manifest.seal.build if manifest.seal else None]
        seeded = sorted({build.version for build in builds if build and SEEDED in build.version})
        if seeded:
            text = f"the run was on a server with a seeded defect (version {', '.join(seeded)})"
            yield self.finding(Status.UNKNOWN, text, voids=True)
        else:
            yield self.finding(Status.HOLDS, "the build does not say that it has a seeded defect")
