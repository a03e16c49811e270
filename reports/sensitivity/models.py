"""The facts of a sensitivity run: the variants that were tried, and what every case said about each of them."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from reports.evidence.models import Build, Model, Outcome

RED = frozenset({Outcome.FAILED, Outcome.ERROR})
"""Outcomes by which a case objects to a variant. A crash or a case that never ran is trouble of the run instead."""


class Variant(Model):
    """A seeded defect, or a benign variant that no case may mind, as `faults.launch --list --json` states it."""

    id: str
    area: str
    title: str
    symptom: str
    severity: Literal["critical", "major", "minor"]
    provenance: str
    rows: list[str] = Field(default=[], description="rows of the design's table of real defects that it stands for")
    kills: list[str]
    benign: bool


class Red(Model):
    """A case that turned red, with the seconds from the start of its trial until it did."""

    case: str
    outcome: Outcome
    at_s: float = Field(ge=0)
    message: str | None = None


class Trial(Model):
    """One variant against the suite: `reds` in the order of time, `repeated` with the second run of what killed it."""

    variant: Variant
    hits: int = Field(ge=0)
    outcomes: dict[str, Outcome] = Field(default={})
    reds: list[Red] = Field(default=[])
    repeated: dict[str, Outcome] = Field(default={})
    duration_s: float = Field(ge=0)
    problem: str | None = None  # why this trial says nothing: the server did not start, the evidence is not whole …

    @property
    def red_cases(self) -> frozenset[str]:
        """Ids of the cases that turned red."""
        return frozenset(red.case for red in self.reds)


class Case(Model):
    """A case that took part."""

    id: str
    area: str
    title: str


class CleanRun(Model):
    """The same suite on the server without defects, in the same session; unless it is green nothing is claimed."""

    outcomes: dict[str, Outcome]
    duration_s: float = Field(ge=0)
    problem: str | None = None

    @property
    def green(self) -> bool:
        """True when at least one case took part and all of them passed."""
        return self.problem is None and bool(self.outcomes) and set(self.outcomes.values()) == {Outcome.PASSED}


class Sample(Model):
    """The variants tried were drawn by `seed` from `of` that fit; `again` is the command that draws them again."""

    of: int = Field(ge=0)
    seed: int = Field(ge=0)
    again: str


class Matrix(Model):
    """Everything that a sensitivity run observed; all figures are computed from it."""

    schema_version: Literal[1] = 1
    build: Build | None
    cases: list[Case]
    clean: CleanRun
    trials: list[Trial] = Field(default=[])
    planned: int = Field(ge=0, description="variants that were to be tried")
    sample: Sample | None = None
    continues: list[str] = Field(default=[], description="runs that some of the trials were made in, earliest first")
    whole: bool = True  # False: each defect met only the cases that are meant to notice it, until one did


class TrialOutcome(StrEnum):
    """What one trial says. The last two are for benign variants."""

    KILLED_AS_INTENDED = "killed_as_intended"
    KILLED_BY_COLLATERAL = "killed_by_collateral"  # only cases turned red that were not expected to
    SURVIVED = "survived"
    NOT_ACTIVATED = "not_activated"  # the defect never reached anybody, so green or red says nothing
    UNSTABLE = "unstable"  # red once, green when repeated
    INFRASTRUCTURE_ERROR = "infrastructure_error"
    TOLERATED = "tolerated"
    FALSE_ALARM = "false_alarm"
