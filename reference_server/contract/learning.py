"""Learning: tracks of lessons that unlock one another, and the reviews of what was learned."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from reference_server.contract.base import Dated, Day, ListQuery, Notes, Request, Text, Title, View
from reference_server.contract.envelope import ItemId, Revision

LARGEST_TRACK = 50
LESSON_POINTS = 2
BOX_DAYS = (1, 2, 4, 8, 16)
"""Days until a lesson is due for review that has come into the first box, the second, and so on."""

LessonStatus = Literal["locked", "open", "completed"]


class LessonDraft(Request):
    """A lesson to be made; without an id it is given one."""

    id: ItemId | None = None
    title: Title
    text: Notes = ""


class LessonChange(Request):
    """A lesson of a changed track: with an id it is the lesson that is there, without one it is new.

    A new one may bring its id along as `new_id`, so that a device that is on its own can go on with it.
    """

    id: Text | None = None
    new_id: ItemId | None = None
    title: Title
    text: Notes = ""


LessonDrafts = Annotated[list[LessonDraft], Field(json_schema_extra={"minItems": 1, "maxItems": LARGEST_TRACK})]
LessonChanges = Annotated[list[LessonChange], Field(json_schema_extra={"minItems": 1, "maxItems": LARGEST_TRACK})]


class TrackDraft(Request):
    """A track to be made, its lessons in their order. The id may be its own."""

    id: ItemId | None = None
    title: Title
    lessons: LessonDrafts


class TrackChange(Request):
    """What changes about a track; what is left out stays.

    With `base_rev` it is refused when somebody else has edited the track since.
    """

    base_rev: Revision | None = None
    title: Title | None = None
    lessons: LessonChanges | None = None


class Completion(Dated):
    """Complete the lesson of that id."""

    lesson_id: Text


class Answer(Dated):
    """Answer the review of a lesson that is due on that day; of one that was answered before, nothing changes."""

    due_on: Day
    knew: Annotated[bool, Field(strict=True)]


class LessonAnswer(Answer):
    """The same, for the lesson of that id."""

    lesson_id: Text


class TrackQuery(ListQuery):
    """Which tracks are wanted; archived and others alike when not said."""

    archived: bool | None = None


class Review(View):
    """When a lesson is due for review, and in which box it is until then: 1 to 5."""

    box: int
    due_on: date


class Lesson(View):
    """A lesson of a track. Completed and without a review, it is learned for good."""

    id: str
    title: str
    text: str
    status: LessonStatus
    completed_on: date | None
    review: Review | None


class LessonProgress(View):
    """How many of a track's lessons are completed."""

    completed: int
    total: int


class Track(View):
    """A track; `rev` counts edits."""

    id: str
    t: Literal["learning"] = "learning"
    rev: int
    seq: int
    deleted: Literal[False] = False
    title: str
    archived: bool
    lessons: list[Lesson]
    progress: LessonProgress
    created_at: datetime
    updated_at: datetime


class TrackPage(View):
    """A part of a person's tracks, newest first."""

    items: list[Track]
    next_cursor: str | None


class DueReview(View):
    """A lesson that is due for review; `id` is the lesson's."""

    id: str
    title: str
    track_id: str
    track_title: str
    box: int
    due_on: date
