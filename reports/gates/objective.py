"""One objective of a policy: a selection of cases and the thresholds that it must reach."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainValidator, model_validator

from reports.evidence.models import CaseResult, Model, Outcome, SuiteEvidence
from reports.findings import Measure, ObjectiveFinding, Status, worst
from reports.gates.threshold import Tally, Threshold

WHY = "The release asks for this; what was not shown does not count as passed."


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Names = Annotated[list[str], BeforeValidator(_listed), Field(min_length=1)]
ThresholdLine = Annotated[Threshold, PlainValidator(Threshold.parse)]


class Select(Model):
    """Which cases: all that match every key given; one name or a list of names per key. No key selects every case."""

    group: Names | None = None
    area: Names | None = None
    id: Names | None = None

    def matches(self, case: CaseResult) -> bool:
        """Tell whether the case is in the selection."""
        wanted = ((self.group, case.group), (self.area, case.area), (self.id, case.id))
        return all(names is None or value in names for names, value in wanted)

    def __str__(self) -> str:
        given = self.model_dump(exclude_none=True)
        return ", ".join(f"{key} {' or '.join(names)}" for key, names in given.items()) or "every case"


class Objective(Model):
    """The threshold objective. `acceptable` loosens the required threshold of the same metric, to a warning."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    evidence: Literal["suite"]
    select: Select
    require: tuple[ThresholdLine, ...] = Field(min_length=1)
    acceptable: tuple[ThresholdLine, ...] = ()
    key: bool = False  # a key objective tolerates nothing: no `acceptable`, no exception

    @model_validator(mode="after")
    def _consistent(self) -> "Objective":
        if self.key and self.acceptable:
            raise ValueError("a key objective cannot have 'acceptable': remove it, or the key mark")
        required = {threshold.metric for threshold in self.require}
        for threshold in self.acceptable:
            if threshold.metric not in required:
                raise ValueError(f"'acceptable' loosens {threshold.metric!r}, which 'require' does not ask for")
        return self

    def judge(self, evidence: SuiteEvidence | None) -> ObjectiveFinding:
        """Judge the cases selected; without evidence, or with nothing selected, the objective is UNKNOWN."""
        if evidence is None:
            return self._finding(Status.UNKNOWN, "there is no evidence about this candidate")
        cases = [result for result in evidence.results if self.select.matches(result)]
        if not cases:
            return self._finding(Status.UNKNOWN, f"the selection ({self.select}) matches no case: {_known(evidence)}")
        tally = Tally(Counter(case.outcome for case in cases))
        measures = [
            Measure(wanted=line.text, got=tally.show(line.metric), status=self._measure(line, tally))
            for line in self.require
        ]
        status = worst(measure.status for measure in measures)
        if tally.missing and status is not Status.BROKEN:
            status = Status.UNKNOWN
        return self._finding(status, _sentence(tally), cases=cases, measures=measures)

    def _measure(self, line: Threshold, tally: Tally) -> Status:
        """Judge one threshold over every value it may still reach, then by what is acceptable for its metric."""
        values = tally.reachable(line.metric)
        status = _over(values, [line])
        looser = [threshold for threshold in self.acceptable if threshold.metric == line.metric]
        if status is Status.HOLDS or not looser:
            return status
        fallback = _over(values, looser)
        return Status.ACCEPTABLE if fallback is Status.HOLDS else fallback

    def _finding(
        self,
        status: Status,
        text: str,
        *,
        cases: Sequence[CaseResult] = (),
        measures: Sequence[Measure] = (),
    ) -> ObjectiveFinding:
        missing = sorted(case.id for case in cases if case.outcome is Outcome.NOT_RUN)
        not_passed = sorted(case.id for case in cases if not case.passed and case.outcome is not Outcome.NOT_RUN)
        return ObjectiveFinding(
            rule="objective",
            status=status,
            text=text,
            why=WHY,
            remedy=_remedy(status, missing, not_passed),
            cites=tuple(sorted([*missing, *not_passed])),
            id=self.id,
            title=self.title,
            key=self.key,
            planned=len(cases),
            passed=sum(case.passed for case in cases),
            measures=tuple(measures),
            not_passed=tuple(not_passed),
            missing=tuple(missing),
        )


def _over(values: Sequence[Fraction], thresholds: Sequence[Threshold]) -> Status:
    met = [all(threshold.met(value) for threshold in thresholds) for value in values]
    if all(met):
        return Status.HOLDS
    return Status.UNKNOWN if any(met) else Status.BROKEN


def _known(evidence: SuiteEvidence) -> str:
    groups = sorted({result.group for result in evidence.results})
    return f"the run knows the groups {', '.join(groups)}" if groups else "the run has no cases at all"


def _sentence(tally: Tally) -> str:
    others = [
        f"{tally.counts[outcome]} {outcome.value.replace('_', ' ')}"
        for outcome in Outcome
        if outcome is not Outcome.PASSED and tally.counts.get(outcome)
    ]
    return ", ".join([f"{tally.counts.get(Outcome.PASSED, 0)} of {tally.planned} passed", *others])


def _remedy(status: Status, missing: list[str], not_passed: list[str]) -> str | None:
    if status is Status.HOLDS:
        return None
    steps = []
    if not_passed:
        steps.append(f"make {_cases(not_passed)} pass")
    if missing:
        steps.append(f"run {_cases(missing)} without an outcome")
    return f"{' and '.join(steps).capitalize()}." if steps else "Run the cases that this objective selects."


def _cases(ids: Sequence[str]) -> str:
    return "1 case" if len(ids) == 1 else f"{len(ids)} cases"
