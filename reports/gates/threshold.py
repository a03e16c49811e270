"""One-line thresholds, `metric op value[%]`, with exact arithmetic: 89.99 % is not 90 %.

A metric is a count of cases (`planned`, or the name of an outcome) or such a count as a share of `planned`, written
`passed/planned`. There is no other denominator on purpose: a rate that leaves skipped or missing cases out of the
denominator is how a gate goes green on nothing.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from reports.evidence.models import Outcome
from reports.gates.teach import nearest

COUNTS = ("planned", *(outcome.value for outcome in Outcome))
METRICS = (*COUNTS, *(f"{outcome.value}/planned" for outcome in Outcome))

_OPERATORS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_LINE = re.compile(
    r"(?P<metric>[A-Za-z_/]+)\s*(?P<op>[=!<>]+)\s*(?P<value>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>\S*)", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A parsed threshold; `value` is exact, and a percentage is held as a fraction of one."""

    metric: str
    op: str
    value: Fraction
    text: str

    @classmethod
    def parse(cls, line: object) -> "Threshold":
        """Read one line. Raise ValueError, saying what would be valid, for anything but a known metric."""
        match = _LINE.fullmatch(line.strip()) if isinstance(line, str) else None
        if match is None:
            raise ValueError(f"{line!r} is not a threshold; write one like 'passed/planned >= 90%' or 'flaky <= 0'")
        metric, op, number, unit = match.group("metric", "op", "value", "unit")
        if metric not in METRICS:
            raise ValueError(
                f"unknown metric {metric!r}{nearest(metric, METRICS)}; valid metrics: {', '.join(METRICS)}"
            )
        if op not in _OPERATORS:
            raise ValueError(f"unknown comparison {op!r} in {line!r}; valid comparisons: {', '.join(_OPERATORS)}")
        share = "/" in metric
        if unit != ("%" if share else ""):
            rule = "is a share: its value ends in %" if share else "is a count: its value has no unit"
            raise ValueError(f"{metric} {rule}, but the threshold says {number + unit!r}")
        value = Fraction(number) / 100 if share else Fraction(number)
        return cls(metric, op, value, f"{metric} {op} {number}{unit}")

    @property
    def demands_a_pass(self) -> bool:
        """True when no selection meets the threshold without a case that passed."""
        passes = self.metric in {Outcome.PASSED.value, f"{Outcome.PASSED.value}/planned"}
        return passes and (self.op == ">" or (self.op in {">=", "=="} and self.value > 0))

    @property
    def demands_all(self) -> bool:
        """True when only a selection whose every case passed meets the threshold."""
        return self.metric == f"{Outcome.PASSED.value}/planned" and self.op in {">=", "=="} and self.value == 1

    def met(self, value: Fraction) -> bool:
        """Tell whether a measured value satisfies the threshold, exactly."""
        return _OPERATORS[self.op](value, self.value)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cases of a selection had each outcome."""

    counts: Mapping[Outcome, int]

    @property
    def planned(self) -> int:
        """Cases selected, whatever became of them."""
        return sum(self.counts.values())

    @property
    def missing(self) -> int:
        """Cases without an outcome."""
        return self.counts.get(Outcome.NOT_RUN, 0)

    def reachable(self, metric: str) -> list[Fraction]:
        """Every value that the metric could take once the missing cases have run; one value when none is missing."""
        name, _, denominator = metric.partition("/")
        if name == "planned":
            return [Fraction(self.planned)]
        reported = 0 if name == Outcome.NOT_RUN else self.counts.get(Outcome(name), 0)
        unit = Fraction(1, self.planned) if denominator else Fraction(1)
        return [count * unit for count in range(reported, reported + self.missing + 1)]

    def show(self, metric: str) -> str:
        """Write the measured value for people: `19 of 20 (95%)` for a share, `19` for a count."""
        name, _, denominator = metric.partition("/")
        count = self.planned if name == "planned" else self.counts.get(Outcome(name), 0)
        return f"{count} of {self.planned} ({percent(count, self.planned)})" if denominator else str(count)


def percent(part: int, whole: int) -> str:
    """Write a share with at most two decimals, cut and never rounded; an ellipsis says that digits were cut."""
    hundredths, rest = divmod(part * 10_000, whole)
    digits = f"{hundredths // 100}.{hundredths % 100:02d}"
    return f"{digits}…%" if rest else f"{digits.rstrip('0').rstrip('.')}%"
