"""A product that is played: it answers scrapes from a script of levels, quiet or faulty, and remembers each scrape."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from threading import Condition

WITHIN_S = 60.0


class Kind(StrEnum):
    """What a level means: so many a second, a value, or seconds before now."""

    RATE = "rate"
    VALUE = "value"
    AGO = "ago"


@dataclass(frozen=True, slots=True)
class Level:
    """A series: what it says while all is quiet, just within its limit, and what while it is faulty."""

    kind: Kind
    quiet: float
    faulty: float


@dataclass(frozen=True, slots=True)
class Scrape:
    """One scrape that was answered: when it came, when the answer was ready, and how the product was."""

    came: float
    answered: float
    faulty: bool


class Exporter:
    """Answers scrapes; any thread may change how the product is."""

    def __init__(self, script: Mapping[str, Level], *, fails: bool = False) -> None:
        """Begin quietly; with `fails`, a faulty product answers no scrape but refuses it."""
        self._script = script
        self._fails = fails
        self._totals = dict.fromkeys(script, 0.0)
        self._faulty = False
        self._scrapes: list[Scrape] = []
        self._news = Condition()

    def answer(self, _path: str, _body: bytes) -> tuple[int, str]:
        """Answer one scrape."""
        with self._news:
            came = time.time()
            elapsed = came - self._scrapes[-1].came if self._scrapes else 0.0
            lines = [f"{name} {self._value(name, level, came, elapsed)!r}\n" for name, level in self._script.items()]
            self._scrapes.append(Scrape(came, time.time(), self._faulty))
            self._news.notify_all()
            return (503, "faulty\n") if self._fails and self._faulty else (200, "".join(lines))

    def become(self, *, faulty: bool) -> float:
        """Change how the product is; return when the last scrape before that had been answered."""
        with self._news:
            self._faulty = faulty
            return self._scrapes[-1].answered if self._scrapes else time.time()

    def scrapes(self) -> Sequence[Scrape]:
        """Return those up to now."""
        with self._news:
            return tuple(self._scrapes)

    def wait_for_scrapes(self, count: int) -> None:
        """Wait until so many more have been answered. Raises TimeoutError when nobody scrapes."""
        with self._news:
            enough = len(self._scrapes) + count
            if not self._news.wait_for(lambda: len(self._scrapes) >= enough, WITHIN_S):
                raise TimeoutError(
                    f"{count} scrapes were awaited for {WITHIN_S:g} s, and {len(self._scrapes)} came in all"
                )

    def _value(self, name: str, level: Level, now: float, elapsed: float) -> float:
        present = level.faulty if self._faulty else level.quiet
        if level.kind is Kind.RATE:
            self._totals[name] += present * elapsed
            return self._totals[name]
        return now - present if level.kind is Kind.AGO else present
