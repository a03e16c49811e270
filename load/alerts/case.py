"""A case of layer 1: series over simulated time, and what fires at which moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from load.alerts.healthy import HEALTHY
from load.alerts.series import Series, without

RUNBOOK = "docs/runbooks/alerts.md"


class Kind(StrEnum):
    """What a case tries; each rule has at least one case of each of the first five."""

    BELOW = "just below the limit"
    ABOVE = "just above the limit"
    SHORT = "shorter than it must last"
    RECOVERY = "recovery"
    MISSING = "metric missing"
    BOUNDARY = "boundary and scope"


ESSENTIAL = frozenset({Kind.BELOW, Kind.ABOVE, Kind.SHORT, Kind.RECOVERY, Kind.MISSING})


@dataclass(frozen=True, slots=True)
class Firing:
    """One firing alert as it is told: its name, its labels beside that, and what people read."""

    name: str
    labels: Mapping[str, str]
    summary: str

    @property
    def runbook(self) -> str:
        """Where it is said what to do."""
        return f"{RUNBOOK}#{self.name.lower()}"


ALWAYS = Firing("PassionWatchdog", {"severity": "none", "area": "platform"}, "Alerting works.")
"""The dead man's switch fires at each look."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A rule as its cases expect it: written down anew, so that a change of labels does not go unnoticed."""

    name: str
    labels: Mapping[str, str]

    @property
    def rule(self) -> str:
        """The id of the rule."""
        return f"{self.name}/{self.labels['cause']}" if "cause" in self.labels else self.name

    def firing(self, summary: str, **more: str) -> Firing:
        """Return this alert as it fires; `more` are labels that come from the series."""
        return Firing(self.name, {**self.labels, **more}, summary)


@dataclass(frozen=True, slots=True)
class Look:
    """At this moment these fire, and nothing else but the dead man's switch does."""

    at: str
    firing: tuple[Firing, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One case. What `series` does not name is as in a healthy product; metrics that it is `without` are not there."""

    alert: Alert
    kind: Kind
    title: str
    series: Series
    looks: tuple[Look, ...]
    without: tuple[str, ...] = field(default=())

    @property
    def id(self) -> str:
        """The rule and the title."""
        return f"{self.alert.rule}: {self.title}"

    def samples(self) -> Series:
        """Return all series of the case."""
        return without({**HEALTHY, **self.series}, self.without)


def quiet(*moments: str) -> tuple[Look, ...]:
    """Return looks at which nothing fires."""
    return tuple(Look(moment) for moment in moments)


def fires(firing: Firing, *moments: str) -> tuple[Look, ...]:
    """Return looks at which this alone fires."""
    return tuple(Look(moment, (firing,)) for moment in moments)
