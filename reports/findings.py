"""What a rule says of evidence: one status, one sentence, what to do about it, and what it rests on."""

from collections.abc import Iterable
from enum import StrEnum

from reports.evidence.models import Model


class Status(StrEnum):
    """Outcome of a rule or an objective. What was not shown is UNKNOWN, never HOLDS."""

    HOLDS = "holds"
    ACCEPTABLE = "acceptable"  # short of what is required, within what the policy tolerates: a warning
    WAIVED = "waived"  # short of what is required, by known issues alone: a warning, never for a key objective
    UNKNOWN = "unknown"
    BROKEN = "broken"


_SEVERITY = [Status.HOLDS, Status.ACCEPTABLE, Status.WAIVED, Status.UNKNOWN, Status.BROKEN]


def worst(statuses: Iterable[Status]) -> Status:
    """Give the gravest status; UNKNOWN for none at all, as nothing was shown."""
    return max(statuses, key=_SEVERITY.index, default=Status.UNKNOWN)


class Finding(Model):
    """One rule's judgement of the evidence."""

    rule: str
    status: Status
    text: str
    why: str  # the reason that the rule exists
    remedy: str | None = None  # what to do; None where nothing needs doing
    cites: tuple[str, ...] = ()  # case ids, files or digests that the sentence rests on
    voids: bool = False  # the evidence is about something else: it can neither condemn nor acquit


class Measure(Model):
    """One threshold of an objective beside what was measured, both as people read them."""

    wanted: str
    got: str
    status: Status


class ObjectiveFinding(Finding):
    """The judgement of one objective of the policy, with every figure that it rests on."""

    id: str
    title: str
    key: bool
    planned: int
    passed: int
    measures: tuple[Measure, ...] = ()
    not_passed: tuple[str, ...] = ()  # case ids that ran and did not pass
    missing: tuple[str, ...] = ()  # case ids that were planned and have no outcome
    excepted: tuple[str, ...] = ()  # of those that did not pass, the case ids whose failure is a known issue
