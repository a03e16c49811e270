"""Changes: what a person has, as polls tell it, in the order in which it came to be so."""

from collections.abc import Iterator
from heapq import merge

from reference_server.contract.changes import Change, CreditRecord, Known
from reference_server.services.items.views import ItemViews
from reference_server.services.learning.tracks import Tracks
from reference_server.services.order import Order
from reference_server.services.planning.focus import FocusSessions
from reference_server.services.planning.habits import Habits
from reference_server.services.planning.quests import Quests
from reference_server.store import tables
from reference_server.store.work import Work

Told = tuple[Change, int]
"""A change, and how many bytes of content are in it."""


class Changes:
    """How each kind of thing is told to a person's devices."""

    def __init__(
        self, views: ItemViews, order: Order, quests: Quests, habits: Habits, focus: FocusSessions, tracks: Tracks
    ) -> None:
        self.views = views
        self.order = order
        self.quests = quests
        self.habits = habits
        self.focus = focus
        self.tracks = tracks

    def since(self, work: Work, person_id: str, since: int, most: int) -> Iterator[Told]:
        """Yield what changed after a number, by number; of each kind at most so many."""
        # The small ones are read whole before the items, which are read piece by piece.
        small = [
            *self.of_quests(work, person_id, since, most),
            *self.of_habits(work, person_id, since, most),
            *self.of_tracks(work, person_id, since, most),
            *((self.focus.view(row), len(row.title)) for row in work.focus.changed(person_id, since, most)),
            *((self.credit(row), 0) for row in work.credits.changed(person_id, since, most)),
            *((self.order.tombstone(row), 0) for row in work.tombstones.changed(person_id, since, most)),
        ]
        items = ((self.views.change(row), self.views.size(row)) for row in work.items.changed(person_id, since, most))
        yield from merge(sorted(small, key=_number), items, key=_number)

    def of_quests(self, work: Work, person_id: str, since: int, most: int) -> list[Told]:
        """Return the quests that changed."""
        rows = work.quests.changed(person_id, since, most)
        return [(self.quests.view(row), len(row.notes) + sum(len(step.title) for step in row.steps)) for row in rows]

    def of_habits(self, work: Work, person_id: str, since: int, most: int) -> list[Told]:
        """Return the habits that changed."""
        rows = work.habits.changed(person_id, since, most)
        days = work.habits.check_ins([row.id for row in rows])
        return [(self.habits.record(row, days[row.id]), len("2025-03-30") * len(days[row.id])) for row in rows]

    def of_tracks(self, work: Work, person_id: str, since: int, most: int) -> list[Told]:
        """Return the tracks that changed."""
        rows = work.tracks.changed(person_id, since, most)
        return [(self.tracks.view(row), sum(len(each.title) + len(each.text) for each in row.lessons)) for row in rows]

    def standing(self, work: Work, person_id: str, kind: str, key: str) -> Known | None:
        """Return a thing as it now is, or what is left of it; None when nothing is."""
        left = work.tombstones.find(person_id, kind, key)
        return self.order.tombstone(left) if left else self.present(work, person_id, kind, key)

    def present(self, work: Work, person_id: str, kind: str, key: str) -> Known | None:
        """Return a thing as it now is; of a deleted item, what is left of it."""
        if kind == "quests":
            quest = work.quests.find(person_id, key)
            return None if quest is None else self.quests.view(quest)
        if kind == "habits":
            habit = work.habits.find(person_id, key)
            return None if habit is None else self.habits.record(habit, self.habits.days_of(work, habit))
        if kind == "focus":
            focus = work.focus.find(person_id, key)
            return None if focus is None else self.focus.view(focus)
        if kind == "learning":
            track = work.tracks.find(person_id, key)
            return None if track is None else self.tracks.view(track)
        item = work.items.find(person_id, kind, key)
        return None if item is None else self.views.change(item)

    def credit(self, row: tables.Credit) -> CreditRecord:
        """Return what a device keeps of a credit."""
        return CreditRecord.model_validate(
            {
                "id": row.id,
                "seq": row.seq,
                "kind": row.kind,
                "source_id": row.source_id,
                "amount": row.amount,
                "local_date": row.local_date,
            }
        )


def _number(told: Told) -> int:
    return told[0].seq
