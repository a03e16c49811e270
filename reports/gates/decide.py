"""From policy and evidence to a verdict that anyone can compute again."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Literal

from reports.evidence.models import SCHEMA, Build, Harness, Model, SuiteEvidence, TargetIdentity
from reports.findings import Finding, ObjectiveFinding, Status, worst
from reports.gates.exceptions import ExceptionFinding, in_force, judge_entries
from reports.gates.ledger import Ledger
from reports.gates.policy import Policy
from reports.gates.registry import Facts


class Decision(StrEnum):
    """GO only when everything that the policy asks for was shown."""

    GO = "GO"
    NO_GO = "NO-GO"
    INCONCLUSIVE = "INCONCLUSIVE"


# 1 to 7 are pytest's own; 2 is also what a usage or policy error ends with.
EXIT_CODES = {Decision.GO: 0, Decision.NO_GO: 8, Decision.INCONCLUSIVE: 9}

_DECISIONS = {
    Status.HOLDS: Decision.GO,
    Status.ACCEPTABLE: Decision.GO,
    Status.WAIVED: Decision.GO,
    Status.BROKEN: Decision.NO_GO,
    Status.UNKNOWN: Decision.INCONCLUSIVE,
}

NO_RUN = "there is no suite run to judge"


class PolicyIdentity(Model):
    """Which policy decided, by name and by the SHA-256 of its file."""

    name: str
    release: str
    title: str
    note: str | None
    sha256: str


class LedgerIdentity(Model):
    """Which ledger of exceptions was used, by name and by the SHA-256 of its file."""

    name: str
    sha256: str


class Subject(Model):
    """Which evidence was judged, by the SHA-256 of its manifest, and what it is about."""

    run_id: str
    manifest_sha256: str
    plan_sha256: str
    build: Build | None
    target: TargetIdentity
    harness: Harness


class Verdict(Model):
    """The decision with all that it rests on; `verdict.json` is this model."""

    schema_version: Literal[1] = SCHEMA
    decision: Decision
    judged_at: datetime
    policy: PolicyIdentity
    ledger: LedgerIdentity | None  # None: judged without one
    subject: Subject | None  # None: there was no evidence at all
    asked: tuple[str, ...]  # the case ids that some objective of the policy selects
    objectives: tuple[ObjectiveFinding, ...]
    checks: tuple[Finding, ...]  # what the rules say of the evidence itself
    exceptions: tuple[ExceptionFinding, ...]  # what became of each entry of the ledger

    @property
    def exit_code(self) -> int:
        """The exit status of a command that ends with this verdict."""
        return EXIT_CODES[self.decision]

    @property
    def reasons(self) -> list[Finding]:
        """All that does not hold, the broken first."""
        findings = [*self.objectives, *self.checks, *self.exceptions]
        gravest_first = [Status.BROKEN, Status.UNKNOWN, Status.WAIVED, Status.ACCEPTABLE]
        return [finding for status in gravest_first for finding in findings if finding.status is status]


def decide(
    policy: Policy,
    evidence: SuiteEvidence | None,
    *,
    ledger: Ledger | None = None,
    candidate_digest: str | None = None,
    now: datetime | None = None,
    absence: str = NO_RUN,
) -> Verdict:
    """Judge evidence by a policy.

    `ledger` holds the known issues (None: there are none); `candidate_digest` is the digest of the build to be released
    (None: nobody named it, which a policy may refuse); `now` is the time that the evidence's age and the ends of
    exceptions are counted to (None: the present); `absence` says why there is no evidence where there is none. Pure but
    for that clock.
    """
    now = now or datetime.now(UTC)
    asked, key = _asked(policy, evidence), _key(policy, evidence)
    exceptions = judge_entries(ledger, evidence, asked=frozenset(asked), key=key, now=now)
    if evidence is None:
        checks = [_no_evidence(absence)]
    else:
        facts = Facts(evidence, frozenset(asked), key, exceptions, candidate_digest, now)
        checks = [finding for rule in policy.rules for finding in rule.judge(facts)]
    admitted = evidence
    if any(check.voids for check in checks):
        admitted, checks = None, [_voided(check) for check in checks]
        exceptions = judge_entries(ledger, None, asked=frozenset(), key={}, now=now)
    doubtful = any(check.status is Status.UNKNOWN for check in checks)
    judged = [objective.judge(admitted, in_force(exceptions)) for objective in policy.document.objectives]
    objectives = [_doubted(finding) if doubtful else finding for finding in judged]
    return Verdict(
        decision=_DECISIONS[worst(finding.status for finding in [*objectives, *checks, *exceptions])],
        judged_at=now,
        policy=_identity(policy),
        ledger=LedgerIdentity(name=ledger.name, sha256=ledger.sha256) if ledger else None,
        subject=_subject(evidence) if evidence else None,
        asked=asked,
        objectives=tuple(objectives),
        checks=tuple(checks),
        exceptions=exceptions,
    )


def _asked(policy: Policy, evidence: SuiteEvidence | None) -> tuple[str, ...]:
    selections = [objective.select for objective in policy.document.objectives]
    results = evidence.results if evidence else []
    return tuple(sorted({case.id for case in results if any(select.matches(case) for select in selections)}))


def _key(policy: Policy, evidence: SuiteEvidence | None) -> dict[str, tuple[str, ...]]:
    """Name the key objectives that each case is part of; a case that is part of none is left out."""
    objectives = [objective for objective in policy.document.objectives if objective.key]
    results = evidence.results if evidence else []
    named = {case.id: tuple(each.id for each in objectives if each.select.matches(case)) for case in results}
    return {id_: ids for id_, ids in named.items() if ids}


def _no_evidence(absence: str) -> Finding:
    return Finding(
        rule="evidence",
        status=Status.UNKNOWN,
        text=absence,
        why="No evidence is not good news.",
        remedy="Run the suite.",
    )


def _voided(check: Finding) -> Finding:
    """Evidence about something else can neither condemn nor acquit, whichever rule looked at it."""
    if check.status is not Status.BROKEN:
        return check
    changes = {"status": Status.UNKNOWN, "text": f"{check.text}, but the evidence is about something else"}
    return check.model_copy(update=changes)


def _doubted(finding: ObjectiveFinding) -> ObjectiveFinding:
    """Doubtful evidence can condemn, but not acquit."""
    if finding.status in {Status.UNKNOWN, Status.BROKEN}:
        return finding
    changes = {
        "status": Status.UNKNOWN,
        "text": f"{finding.text}, but the evidence is doubtful",
        "remedy": "Clear up the checks of the evidence.",
    }
    return finding.model_copy(update=changes)


def _identity(policy: Policy) -> PolicyIdentity:
    document = policy.document
    return PolicyIdentity(
        name=policy.name, release=document.release, title=document.title, note=document.note, sha256=policy.sha256
    )


def _subject(evidence: SuiteEvidence) -> Subject:
    manifest = evidence.manifest
    return Subject(
        run_id=manifest.run_id,
        manifest_sha256=evidence.manifest_sha256,
        plan_sha256=manifest.plan_sha256,
        build=manifest.build,
        target=manifest.target,
        harness=manifest.harness,
    )
