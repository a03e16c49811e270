"""Numbers that are worked out of sums, always by the same rule: as a whole, by row, and over time."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reference_server.contract.telemetry import Column, Figure, Unit
from reference_server.latency import COLUMNS, quantile

Sums = Mapping[str, float]
Rule = Callable[[Sums], float | None]


@dataclass(frozen=True)
class Measure:
    """A number that a person reads."""

    id: str
    label: str
    unit: Unit
    of: Rule

    def column(self) -> Column:
        """Return it as the meaning of numbers in rows."""
        return Column(id=self.id, label=self.label, unit=self.unit)

    def figure(self, sums: Sums) -> Figure:
        """Return it as a figure of a section."""
        return Figure(id=self.id, label=self.label, unit=self.unit, value=self.of(sums))


def total(name: str) -> Rule:
    """Return the rule of a number that is a sum."""
    return lambda sums: sums.get(name, 0)


def share(part: str, whole: str) -> Rule:
    """Return the rule of one sum as a part of another; of nothing, it is unknown."""
    return lambda sums: ratio(sums.get(part, 0), sums.get(whole, 0))


def slower_than(share_of_all: float) -> Rule:
    """Return the rule of the duration in seconds that so large a share of all stays below."""
    return lambda sums: quantile(share_of_all, [int(sums.get(name, 0)) for name in COLUMNS])


def ratio(part: float, whole: float) -> float | None:
    """Return a part of a whole; of nothing, it is unknown."""
    return part / whole if whole else None


def together(several: Iterable[Sums]) -> Sums:
    """Return sums added up."""
    added: dict[str, float] = {}
    for sums in several:
        for name, number in sums.items():
            added[name] = added.get(name, 0) + number
    return added


EVENTS = Measure("events", "Events", "count", total("events"))
PEOPLE = Measure("people", "People", "count", total("people"))
USES = Measure("uses", "Uses", "count", total("uses"))
BYTES = Measure("bytes", "Volume", "bytes", total("bytes"))
REQUESTS = Measure("requests", "Requests", "count", total("requests"))
ERROR_RATE = Measure("error_rate", "Server errors", "ratio", share("failed", "requests"))
P50 = Measure("p50", "Median", "seconds", slower_than(0.5))
P95 = Measure("p95", "95th percentile", "seconds", slower_than(0.95))
P99 = Measure("p99", "99th percentile", "seconds", slower_than(0.99))
