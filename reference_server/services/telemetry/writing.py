"""Telemetry is written down in batches, apart from any request: what cannot be written is tried again, not lost."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta

import sqlalchemy as sa

from reference_server.services.telemetry.tally import Batch, Words
from reference_server.services.telemetry.telemetry import Telemetry
from reference_server.services.tools import Tools
from reference_server.store.tables.telemetry import ADDED_UP, FEATURE_ENGAGEMENT
from reference_server.store.telemetry import Row
from reference_server.store.work import Work

HOUR, DAY, WEEK = 3600, 86_400, 604_800
"""Wider stretches than the finest, in seconds."""
FINEST_KEPT, HOURS_KEPT = timedelta(days=2), timedelta(days=40)
SIGN_OF_LIFE_S = 20
"""A server that has nothing to write says so after this time; silent for three times as long, it has crashed."""

Sums = dict[tuple[int, int, Words], list[float]]


class TelemetryWriting:
    """Rules about writing. `finest` is the narrowest stretch in seconds, `kept` how long days and weeks are kept."""

    def __init__(self, tools: Tools, telemetry: Telemetry, finest: int, kept: timedelta) -> None:
        self.tools = tools
        self.telemetry = telemetry
        self.widths = (finest, HOUR, DAY, WEEK)
        self.kept = kept
        self.run_id = tools.ids.new_id()
        self.event_at = 0
        self.lost = 0
        self.lost_at = 0
        self.said_at = 0

    def store(self, *, ended: bool = False) -> None:
        """Write down what was counted since then; what the database refuses is kept, and its error raised."""
        batch = self.telemetry.tally.take()
        now = int(self.telemetry.now())
        if batch.is_empty and not ended and now < self.said_at + SIGN_OF_LIFE_S:
            return
        event_at, lost = max(self.event_at, batch.event_at), self.lost + batch.lost
        lost_at = now if batch.lost else self.lost_at
        try:
            with self.tools.store.begin() as work:
                self.put(work, batch)
                run: Row = {"id": self.run_id, "stored_at": now, "event_at": event_at, "ended": ended}
                work.telemetry.put_run({**run, "lost": lost, "lost_at": lost_at})
        except Exception:
            self.telemetry.tally.give_back(batch)
            raise
        self.event_at, self.lost, self.lost_at, self.said_at = event_at, lost, lost_at, now

    def put(self, work: Work, batch: Batch) -> None:
        """Add a batch to what is there."""
        sums: dict[sa.Table, Sums] = defaultdict(dict)
        for (table, at, words), numbers in batch.sums.items():
            self.spread(sums[table], at, words, numbers)
        known = work.telemetry.known({person_id for person_id, _ in batch.seen})
        seen = {who: at for who, at in batch.seen.items() if who[0] in known}
        self.count_people(work, sums[FEATURE_ENGAGEMENT], seen)
        # In one order everywhere, tables and rows, lest two servers wait for each other.
        for table in ADDED_UP:
            work.telemetry.add(table, _rows(table, sums[table]))
        uses = sorted(seen.items())
        work.telemetry.see([{"person_id": who, "feature": feature, "last_at": at} for (who, feature), at in uses])

    def spread(self, sums: Sums, at: int, words: Words, numbers: list[float]) -> None:
        """Add numbers to the stretch of each width that the instant lies in."""
        for width in self.widths:
            before = sums.get((width, at - at % width, words))
            added = numbers if before is None else [had + more for had, more in zip(before, numbers, strict=True)]
            sums[width, at - at % width, words] = list(added)

    def count_people(self, work: Work, sums: Sums, seen: Mapping[tuple[str, str], int]) -> None:
        """Count people in each stretch in which they were not seen before."""
        last = work.telemetry.last_seen({person_id for person_id, _ in seen})
        for who, at in seen.items():
            for width in self.widths:
                start, before = at - at % width, last.get(who)
                if before is None or before < start:
                    sums.setdefault((width, start, (who[1],)), [0, 0])[0] += 1

    def tidy(self) -> None:
        """Delete what is too old: stretches that ended before the time for which they are kept."""
        now = int(self.telemetry.now())
        times = (min(FINEST_KEPT, self.kept), min(HOURS_KEPT, self.kept), self.kept, self.kept)
        kept = dict(zip(self.widths, times, strict=True))
        with self.tools.store.begin() as work:
            work.telemetry.forget({width: now - int(time.total_seconds()) - width for width, time in kept.items()})


def _rows(table: sa.Table, sums: Sums) -> list[Row]:
    """Return what is to be added, in the order of its keys."""
    names = [column.name for column in table.columns]
    return [
        dict(zip(names, (width, at, *words, *numbers), strict=True))
        for (width, at, words), numbers in sorted(sums.items())
    ]
