"""What the views show of a run: counts by group and area, failures, and cases without a result of their own."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.evidence.models import Artifact, CaseResult, Outcome, SuiteEvidence
from reports.gates.decide import Verdict
from reports.render.words import heading

# Worst first, as people look for trouble first.
TROUBLE = (Outcome.FAILED, Outcome.CRASHED, Outcome.ERROR, Outcome.XPASSED, Outcome.FLAKY)
SET_ASIDE = (Outcome.SKIPPED, Outcome.XFAILED)


@dataclass(frozen=True, slots=True)
class Part:
    """A group, or an area of one, with its cases."""

    name: str
    cases: Sequence[CaseResult]
    asked: bool  # the policy asks for at least one of its cases

    @property
    def title(self) -> str:
        """The name as people write it."""
        return heading(self.name)

    @property
    def counts(self) -> list[tuple[Outcome, int]]:
        """Outcomes that occur, with how often, in the order of the vocabulary."""
        counted = Counter(case.outcome for case in self.cases)
        return [(outcome, counted[outcome]) for outcome in Outcome if counted[outcome]]

    @property
    def passed(self) -> int:
        """Cases that passed."""
        return sum(case.passed for case in self.cases)

    @property
    def duration_s(self) -> float:
        """Seconds that the tests took, added up over all workers."""
        return sum(case.duration_s for case in self.cases)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the catalogue and its areas."""

    whole: Part
    areas: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in the order in which people read it."""

    asked: Part  # the cases that the policy asks for
    groups: Sequence[Group]
    failures: Sequence[CaseResult]
    set_aside: Sequence[CaseResult]  # skipped or expected to fail
    missing: Sequence[CaseResult]  # asked for, without an outcome
    noted: Sequence[CaseResult]  # whose tests recorded something that a reader is to know

    @property
    def missing_by_group(self) -> list[Part]:
        """The missing cases, gathered by group in the order of the catalogue."""
        return [Part(name, cases, asked=True) for name, cases in _by(self.missing, "group")]


def summarise(verdict: Verdict, evidence: SuiteEvidence) -> Summary:
    """Arrange a run's results for a view."""
    asked = frozenset(verdict.asked)
    results = evidence.results
    return Summary(
        asked=_part("asked", (case for case in results if case.id in asked), asked),
        groups=[
            Group(_part(name, cases, asked), [_part(area, each, asked) for area, each in _by(cases, "area")])
            for name, cases in _by(results, "group")
        ],
        failures=[case for outcome in TROUBLE for case in results if case.outcome is outcome],
        set_aside=[case for outcome in SET_ASIDE for case in results if case.outcome is outcome],
        missing=[case for case in results if case.outcome is Outcome.NOT_RUN and case.id in asked],
        noted=[case for case in results if case.notes],
    )


def artifacts(case: CaseResult) -> list[Artifact]:
    """List what was kept of a case, of its attempts first and then of its reproductions."""
    attempts = [artifact for attempt in case.attempts for artifact in attempt.artifacts]
    return attempts + [artifact for reproduction in case.reproductions for artifact in reproduction.artifacts]


def _part(name: str, cases: Iterable[CaseResult], asked: frozenset[str]) -> Part:
    cases = list(cases)
    return Part(name, cases, asked=any(case.id in asked for case in cases))


def _by(cases: Iterable[CaseResult], field: str) -> list[tuple[str, list[CaseResult]]]:
    """Gather cases by a field, in the order in which its values first occur."""
    gathered: dict[str, list[CaseResult]] = {}
    for case in cases:
        gathered.setdefault(getattr(case, field), []).append(case)
    return list(gathered.items())
