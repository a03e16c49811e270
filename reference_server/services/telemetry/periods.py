"""Stretches of time that are asked for: how they are read, and in how many parts they are shown."""

from dataclasses import dataclass
from datetime import UTC, datetime

from reference_server.contract.problems import FieldError
from reference_server.contract.telemetry import Period as PeriodView
from reference_server.services.refusals import Invalid
from reference_server.services.telemetry.writing import DAY, HOUR, WEEK
from reference_server.store.telemetry import Stretch

SECONDS = {"s": 1, "m": 60, "h": HOUR, "d": DAY}
MOST_PARTS = 200
"""Parts that a period is told in: more than the hours of a week, fewer than the days of a year."""


@dataclass(frozen=True)
class Period:
    """A range up to now, and the rows that tell of it."""

    name: str
    stretch: Stretch

    @property
    def times(self) -> range:
        """Where each part begins."""
        return range(self.stretch.since, self.stretch.until, self.stretch.width)

    def view(self) -> PeriodView:
        """Return what is told of it."""
        return PeriodView(
            range=self.name,
            since=instant(self.stretch.since),
            until=instant(self.stretch.until),
            every_seconds=self.stretch.width,
            times=[instant(at) for at in self.times],
        )


class Periods:
    """Rules about ranges. `finest` is the narrowest stretch that is kept; of `offered`, what is kept can be chosen."""

    def __init__(self, finest: int, kept_days: int, offered: tuple[str, ...]) -> None:
        self.finest = finest
        self.longest = kept_days * DAY
        kept = tuple(name for name in offered if finest <= seconds_of(name) <= self.longest)
        self.offered = kept or (f"{kept_days}d",)

    def of(self, name: str, now: float) -> Period:
        """Return the period of a range up to now; its first part counts whole. Invalid."""
        length = seconds_of(name)
        if not self.finest <= length <= self.longest:
            message = f"must be {self.finest}s to {self.longest // DAY}d, such as {', '.join(self.offered)}"
            raise Invalid(FieldError(field="range", message=message))
        width, until = self.width(length), int(now) + 1
        since = until - length
        return Period(name, Stretch(width, since - since % width, until))

    def width(self, length: int) -> int:
        """Return the width of the parts of a range of so many seconds: the narrowest that are not too many."""
        return next((width for width in (self.finest, HOUR, DAY) if length <= width * MOST_PARTS), WEEK)


def seconds_of(name: str) -> int:
    """Return the seconds of a range such as 24h."""
    return int(name[:-1]) * SECONDS[name[-1]]


def instant(at: float) -> datetime:
    """Return an instant of Unix time as everybody reads it."""
    return datetime.fromtimestamp(at, UTC)
