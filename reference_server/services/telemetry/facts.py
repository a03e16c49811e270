"""What is known about one part of the product in a period, read from the database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa

from reference_server.contract.telemetry import Column, Row
from reference_server.services.telemetry.measures import Measure, Sums, together
from reference_server.services.telemetry.periods import Period
from reference_server.services.telemetry.recent import Waiting
from reference_server.store.telemetry import Numbers
from reference_server.store.work import Work

SEPARATOR = ":"
"""Between the words of a row's id; only the last of them may hold it."""

Words = tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A table, the words by which its rows are told apart, and what is told of each.

    `label` makes of the words what a person reads. No row is shown of the words that stand for the `whole`,
    nor of others than those that begin with a word `among` these, where they are named.
    """

    table: sa.Table
    words: Sequence[str]
    measures: Sequence[Measure]
    label: Callable[[Words], str]
    whole: Words | None = None
    among: frozenset[str] | None = None

    @property
    def columns(self) -> list[Column]:
        """What the numbers of a row mean."""
        return [measure.column() for measure in self.measures]

    def row_id(self, words: Words) -> str:
        """Return the name under which a row can be asked for."""
        return SEPARATOR.join(words)

    def words_of(self, row_id: str) -> Words | None:
        """Return the words of a row's name, None when it is not one."""
        words = tuple(row_id.split(SEPARATOR, len(self.words) - 1))
        return words if len(words) == len(self.words) and self.shows(words) else None

    def shows(self, words: Words) -> bool:
        """Say whether a row is shown of these words."""
        return words != self.whole and (self.among is None or words[0] in self.among)

    def only(self, words: Words) -> dict[str, str]:
        """Return what limits a question to these words."""
        return dict(zip(self.words, words, strict=True))


class Reading:
    """A period as one transaction has it; each question is asked once."""

    def __init__(self, work: Work, period: Period, waiting: Waiting) -> None:
        self.work = work
        self.period = period
        self.waiting = waiting

    @cached_property
    def people(self) -> Mapping[str, int]:
        """How many different people used each feature."""
        return self.people_since(self.period.stretch.since)

    @cached_property
    def now(self) -> Numbers:
        """How many people, vaults and watchers there are."""
        return self.work.telemetry.numbers()

    def people_since(self, since: int) -> Mapping[str, int]:
        """Return how many different people have used each feature since then."""
        return self.work.telemetry.people_since(since)


class Facts:
    """What a source tells in a period."""

    def __init__(self, reading: Reading, source: Source) -> None:
        self.reading = reading
        self.source = source

    @cached_property
    def totals(self) -> Mapping[Words, Sums]:
        """The numbers of the whole period, by the words of a row."""
        stretch = self.reading.period.stretch
        found = self.reading.work.telemetry.sums(self.source.table, stretch, by=self.source.words)
        return {tuple(str(each[word]) for word in self.source.words): _numbers(each) for each in found}

    @cached_property
    def whole(self) -> Sums:
        """The numbers of the whole period, of everything."""
        if self.source.whole is None:
            return self.sums()
        stretch, only = self.reading.period.stretch, self.source.only(self.source.whole)
        return _numbers(self.reading.work.telemetry.sums(self.source.table, stretch, only=only)[0])

    def sums(self, *words: str) -> Sums:
        """Return the numbers of all rows that begin with these words."""
        return together(sums for each, sums in self.totals.items() if each[: len(words)] == words)

    def count(self, *words: str) -> float:
        """Return the events of all rows that begin with these words."""
        return self.sums(*words).get("events", 0)

    def rows(self) -> list[Row]:
        """Return what it is made of, most first."""
        rows = [self._row(words, sums) for words, sums in self.totals.items() if self.source.shows(words)]
        return sorted(rows, key=lambda row: (-(row.values[0] or 0), row.id))

    def _row(self, words: Words, sums: Sums) -> Row:
        if "people" in sums:
            # Whoever came in two parts of the period is one person.
            sums = {**sums, "people": self.reading.people.get(words[0], 0)}
        values = [measure.of(sums) for measure in self.source.measures]
        return Row(id=self.source.row_id(words), label=self.source.label(words), values=values)

    def over_time(self, measures: Sequence[Measure], only: Mapping[str, str]) -> list[list[float | None]]:
        """Return the numbers of each part of the period, those of a measure together."""
        period, telemetry = self.reading.period, self.reading.work.telemetry
        found = telemetry.sums(self.source.table, period.stretch, over_time=True, only=only)
        by_time = {int(each["at"]): _numbers(each) for each in found}
        return [[measure.of(by_time.get(at, {})) for at in period.times] for measure in measures]


def _numbers(found: Mapping[str, float | str]) -> Sums:
    return {name: value for name, value in found.items() if not isinstance(value, str)}
