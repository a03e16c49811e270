"""Rule: the evidence is about the build that is to be released, as it is to run, is recent, from a known harness."""

from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar, Literal

from pydantic import Field

from reports.evidence.models import Manifest
from reports.findings import Finding, Status
from reports.gates.registry import Facts, Rule

CLOCK_SKEW = timedelta(minutes=5)  # between the machine that ran the suite and the one that judges
MOST_HOURS = 366 * 24  # of age: what a year ago held says nothing of a candidate
TargetKind = Literal["reference", "staging", "url"]


class Candidate(Rule):
    """An older green cannot cover a newer build."""

    name: ClassVar = "candidate"
    why: ClassVar = "Results of another build, of long ago, or of unknown test code say nothing about this candidate."
    remedy: ClassVar = "Run the suite against the candidate build, from a clean checkout, and judge it soon after."

    max_age_hours: int = Field(default=72, gt=0, le=MOST_HOURS)
    same_build: bool = True  # the candidate must be named; False: it is whichever build the run is about
    target_kinds: tuple[TargetKind, ...] = Field(default=("staging",), min_length=1)
    clean_harness: bool = True

    def judge(self, facts: Facts) -> Iterator[Finding]:
        """Yield a finding each for build, target, age and harness."""
        manifest = facts.evidence.manifest
        yield self._build(manifest, facts.candidate_digest)
        yield self._target(manifest)
        yield self._age(facts)
        if self.clean_harness:
            yield self._harness(manifest)

    def _build(self, manifest: Manifest, candidate_digest: str | None) -> Finding:
        if manifest.build is None:
            text = "the target never stated its build, so the results are bound to none"
            return self.finding(Status.UNKNOWN, text, voids=True)
        digest = manifest.build.digest
        if candidate_digest is None and self.same_build:
            text = f"the run is about build {digest}, and nobody said which build is the candidate"
            return self.finding(
                Status.UNKNOWN, text, cites=[digest], remedy="Name the candidate's digest: --candidate."
            )
        if candidate_digest not in {None, digest}:
            text = f"the run is about build {digest}, the candidate is {candidate_digest}"
            return self.finding(Status.UNKNOWN, text, cites=[digest], voids=True)
        return self.finding(Status.HOLDS, f"all results are about build {digest}", cites=[digest])

    def _target(self, manifest: Manifest) -> Finding:
        kind, wanted = manifest.target.kind, " or ".join(self.target_kinds)
        if kind not in self.target_kinds:
            text = f"the run was against a target of the kind {kind}, the policy asks for {wanted}"
            remedy = f"Run the suite against a target of the kind {wanted}: qa targets list."
            return self.finding(Status.UNKNOWN, text, cites=[manifest.target.name], remedy=remedy)
        return self.finding(Status.HOLDS, f"the target is of the kind {kind}", cites=[manifest.target.name])

    def _age(self, facts: Facts) -> Finding:
        age = facts.now - facts.evidence.manifest.started_at
        if age < -CLOCK_SKEW:
            return self.finding(Status.UNKNOWN, "the run starts in the future: one of the clocks is wrong")
        hours = max(age, timedelta(0)) / timedelta(hours=1)
        limit = f"at most {self.max_age_hours} h are allowed"
        if age > timedelta(hours=self.max_age_hours):
            return self.finding(Status.UNKNOWN, f"the run is {hours:.1f} h old, {limit}")
        return self.finding(Status.HOLDS, f"the run is {hours:.1f} h old, {limit}")

    def _harness(self, manifest: Manifest) -> Finding:
        commit = manifest.harness.commit
        if manifest.harness.dirty:
            text = f"the harness had uncommitted changes on {commit}: nobody can say which tests ran"
            return self.finding(Status.UNKNOWN, text, cites=[commit])
        return self.finding(Status.HOLDS, f"the harness was commit {commit}, unchanged", cites=[commit])
