"""The rules that every verdict applies; a policy sets their thresholds and cannot switch one off."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from reports.evidence.models import Model, SuiteEvidence
from reports.findings import Finding, Status
from reports.gates.exceptions import ExceptionFinding


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule may look at: it reads no file, no clock and no network."""

    evidence: SuiteEvidence
    asked: frozenset[str]  # the case ids that some objective of the policy selects
    key: Mapping[str, Sequence[str]]  # of which key objectives a case is part, for the cases of any
    exceptions: tuple[ExceptionFinding, ...]  # every entry of the ledger, held against the evidence
    candidate_digest: str | None  # digest of the build that is to be released; None: nobody named it
    now: datetime


class Rule(Model):
    """A pure function of facts to findings. Its fields are thresholds, with the strictest value as their default."""

    name: ClassVar[str]  # the rule's key in a policy file
    why: ClassVar[str]
    remedy: ClassVar[str]

    @abstractmethod
    def judge(self, facts: Facts) -> Iterator[Finding]:
        """Yield one finding for each thing that the rule looks at."""

    def finding(
        self,
        status: Status,
        text: str,
        *,
        cites: Sequence[str] = (),
        voids: bool = False,
        remedy: str | None = None,
    ) -> Finding:
        """Make a finding of this rule; what does not hold goes with its own remedy or the rule's."""
        remedy = None if status is Status.HOLDS else remedy or self.remedy
        return Finding(
            rule=self.name, status=status, text=text, why=self.why, remedy=remedy, cites=tuple(cites), voids=voids
        )


class Registry:
    """Rules by name. Raise ValueError for two rules of one name."""

    def __init__(self, rules: Sequence[type[Rule]]) -> None:
        self.rules: Mapping[str, type[Rule]] = {rule.name: rule for rule in rules}
        if len(self.rules) < len(rules):
            names = [rule.name for rule in rules]
            raise ValueError(f"two rules share the name {next(name for name in names if names.count(name) > 1)!r}")

    def configure(self, settings: Mapping[str, object]) -> tuple[Rule, ...]:
        """Make every rule, with the policy's thresholds where it states some. Raise KeyError for an unknown rule."""
        if unknown := sorted(settings.keys() - self.rules.keys()):
            raise KeyError(unknown[0])
        return tuple(rule.model_validate(settings.get(name, {})) for name, rule in self.rules.items())
