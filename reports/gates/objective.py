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


Names = Annotated[list[str], BeforeValidator(_listed, json_schema_input_type=str | list[str]), Field(min_length=1)]
ThresholdLine = Annotated[Threshold, PlainValidator(Threshold.parse, json_schema_input_type=str)]


class Select(Model):
    """Which cases: all that match every key given; one name or a list of names per key. No key selects every case."""

    group: Names | None = None
    area: Names | None = None
    id: Names | None = None

    def matches(self, case: CaseResult) -> bool:
        """Tell whether the case is in the selection."""
        wanted = ((self.group, case.group), (self.area, case.area), (self.id, case.id))
        return all(names is None or value in names for names, value in wanted)

    def unmatched(self, cases: Sequence[CaseResult]) -> list[str]:
        """Name what none of the selected cases answers to: `group wathcer`."""
        return [
            f"{key} {name}"
            for key, names in self._given().items()
            for name in names
            if not any(getattr(case, key) == name for case in cases)
        ]

    def __str__(self) -> str:
        return ", ".join(f"{key} {' or '.join(names)}" for key, names in self._given().items()) or "every case"

    def _given(self) -> dict[str, list[str]]:
        return self.model_dump(exclude_none=True)


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
        if self.key and not any(threshold.demands_all for threshold in self.require):
            raise ValueError(
                "a key objective tolerates nothing: require 'passed/planned == 100%', or remove the key mark"
            )
        required = {threshold.metric for threshold in self.require}
        for threshold in self.acceptable:
            if threshold.metric not in required:
                raise ValueError(f"'acceptable' loosens {threshold.metric!r}, which 'require' does not ask for")
        if not any(threshold.demands_a_pass and self._kept(threshold) for threshold in self.require):
            raise ValueError(
                "this would hold with nothing passed: ask for passes, like 'passed/planned >= 90%' or 'passed >= 20', "
                "in 'require' and in what 'acceptable' makes of it"
            )
        return self

    def _kept(self, threshold: Threshold) -> bool:
        """Tell whether a demand for passes outlives what is acceptable in its place."""
        looser = self._looser(threshold.metric)
        return not looser or any(line.demands_a_pass for line in looser)

    def _looser(self, metric: str) -> list[Threshold]:
        return [threshold for threshold in self.acceptable if threshold.metric == metric]

    def judge(self, evidence: SuiteEvidence | None, excepted: frozenset[str] = frozenset()) -> ObjectiveFinding:
        """Judge the cases selected; without evidence, or where a name selects nothing, the objective is UNKNOWN.

        `excepted` are cases whose failure is a known issue. They count as what they are; an objective that is broken
        by nothing else is WAIVED.
        """
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
        unmatched = self.select.unmatched(cases)
        if (tally.missing or unmatched) and status is not Status.BROKEN:
            status = Status.UNKNOWN
        known = [case.id for case in cases if case.id in excepted and not case.passed]
        if status is Status.BROKEN and not unmatched and self._is_waived(cases, known):
            status = Status.WAIVED
        return self._finding(
            status, _sentence(tally, known, unmatched), cases=cases, measures=measures, unmatched=unmatched, known=known
        )

    def _is_waived(self, cases: Sequence[CaseResult], known: Sequence[str]) -> bool:
        """Tell whether known issues are all that is short: nothing else failed, and with all passed it would hold."""
        if self.key or not known or any(not case.passed and case.id not in known for case in cases):
            return False
        all_passed = Tally({Outcome.PASSED: len(cases)})
        return all(self._measure(line, all_passed) in {Status.HOLDS, Status.ACCEPTABLE} for line in self.require)

    def _measure(self, line: Threshold, tally: Tally) -> Status:
        """Judge one threshold over every value it may still reach, then by what is acceptable for its metric."""
        values = tally.reachable(line.metric)
        status = _over(values, [line])
        looser = self._looser(line.metric)
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
        unmatched: Sequence[str] = (),
        known: Sequence[str] = (),
    ) -> ObjectiveFinding:
        missing = sorted(case.id for case in cases if case.outcome is Outcome.NOT_RUN)
        not_passed = sorted(case.id for case in cases if not case.passed and case.outcome is not Outcome.NOT_RUN)
        return ObjectiveFinding(
            rule="objective",
            status=status,
            text=text,
            why=WHY,
            remedy=_remedy(status, missing, not_passed, unmatched),
            cites=tuple(sorted([*missing, *not_passed])),
            id=self.id,
            title=self.title,
            key=self.key,
            planned=len(cases),
            passed=sum(case.passed for case in cases),
            measures=tuple(measures),
            not_passed=tuple(not_passed),
            missing=tuple(missing),
            excepted=tuple(sorted(known)),
        )


def _over(values: Sequence[Fraction], thresholds: Sequence[Threshold]) -> Status:
    met = [all(threshold.met(value) for threshold in thresholds) for value in values]
    if all(met):
        return Status.HOLDS
    return Status.UNKNOWN if any(met) else Status.BROKEN


def _known(evidence: SuiteEvidence) -> str:
    groups = sorted({result.group for result in evidence.results})
    return f"the run knows the groups {', '.join(groups)}" if groups else "the run has no cases at all"


def _sentence(tally: Tally, known: Sequence[str], unmatched: Sequence[str]) -> str:
    others = [
        f"{tally.counts[outcome]} {outcome.value.replace('_', ' ')}"
        for outcome in Outcome
        if outcome is not Outcome.PASSED and tally.counts.get(outcome)
    ]
    counted = ", ".join([f"{tally.counts.get(Outcome.PASSED, 0)} of {tally.planned} passed", *others])
    issues = f" ({len(known)} known issue{'' if len(known) == 1 else 's'})" if known else ""
    unanswered = f"; no case answers to {', '.join(unmatched)}" if unmatched else ""
    return f"{counted}{issues}{unanswered}"


def _remedy(status: Status, missing: Sequence[str], not_passed: Sequence[str], unmatched: Sequence[str]) -> str | None:
    if status is Status.HOLDS:
        return None
    steps = []
    if not_passed:
        steps.append(f"make {_cases(not_passed)} pass")
    if missing:
        steps.append(f"run {_cases(missing)} without an outcome")
    if unmatched:
        steps.append("correct the names in the policy's selection")
    return f"{' and '.join(steps).capitalize()}." if steps else "Run the cases that this objective selects."


def _cases(ids: Sequence[str]) -> str:
    return "1 case" if len(ids) == 1 else f"{len(ids)} cases"
