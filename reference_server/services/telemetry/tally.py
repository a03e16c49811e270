"""What was counted and is not written down yet: added up, so that a busy second is as small as a quiet one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

import sqlalchemy as sa

MOST_KEPT = 100_000
"""Sums that are kept while they cannot be written down; facts beyond these are let go, and counted."""

Words = tuple[str, ...]
Key = tuple[sa.Table, int, Words]


@dataclass
class Batch:
    """Sums by table, instant and words; when people last used features; the first and last instant; facts let go."""

    sums: dict[Key, list[float]] = field(default_factory=dict)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    begun_at: int | None = None
    event_at: int = 0
    lost: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.sums and not self.seen and not self.lost

    def add(self, key: Key, numbers: Sequence[float]) -> None:
        """Add numbers to a sum."""
        before = self.sums.get(key)
        if before is not None:
            self.sums[key] = [had + more for had, more in zip(before, numbers, strict=True)]
        elif len(self.sums) < MOST_KEPT:
            self.sums[key] = list(numbers)
        else:
            self.lost += max(1, int(numbers[0]))  # a sum that is given back may be of many
            return
        self.begun_at = key[1] if self.begun_at is None else min(self.begun_at, key[1])
        self.event_at = max(self.event_at, key[1])

    def see(self, who: tuple[str, str], at: int) -> None:
        """Keep when a person used a feature."""
        if who in self.seen or len(self.seen) < MOST_KEPT:
            self.seen[who] = max(at, self.seen.get(who, 0))
        else:
            self.lost += 1


class Tally:
    """The batch that is being counted into, from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._batch = Batch()

    def add(self, table: sa.Table, at: int, words: Words, numbers: Sequence[float]) -> None:
        """Add numbers to the sum of these words at this second."""
        with self._lock:
            self._batch.add((table, at, words), numbers)

    def see(self, person_id: str, feature: str, at: int) -> None:
        """Keep that a person used a feature."""
        with self._lock:
            self._batch.see((person_id, feature), at)

    def oldest(self) -> int | None:
        """Return when the first of what is not written down happened."""
        with self._lock:
            return self._batch.begun_at

    def take(self) -> Batch:
        """Return what was counted, and begin anew."""
        with self._lock:
            batch, self._batch = self._batch, Batch()
            return batch

    def give_back(self, batch: Batch) -> None:
        """Take a batch back that could not be written down."""
        with self._lock:
            newer, self._batch = self._batch, batch
            for key, numbers in newer.sums.items():
                batch.add(key, numbers)
            for who, at in newer.seen.items():
                batch.see(who, at)
            batch.lost += newer.lost
