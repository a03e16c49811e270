"""Tracks in the database."""

from collections.abc import Sequence
from datetime import date

from reference_server.store.owned import Owned
from reference_server.store.paging import Page
from reference_server.store.tables import Lesson, Track


class Tracks(Owned[Track]):
    """Questions about one person's tracks at a time."""

    table = Track

    def page(self, person_id: str, archived: bool | None, limit: int, cursor: str | None) -> Page[Track]:
        """Return a part of the person's tracks, archived, not, or both, newest first."""
        such = () if archived is None else (Track.archived.is_(archived),)
        return self.part(person_id, limit, cursor, *such)

    def in_review(self, person_id: str, day: date) -> Sequence[Track]:
        """Return the tracks that are not archived and have a lesson due by this day, oldest first."""
        return self.oldest_first(person_id, Track.archived.is_(False), Track.lessons.any(Lesson.due_on <= day))
