"""Quests: goals that are reached step by step."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from reference_server.contract.base import Dated, Day, ListQuery, Notes, Request, Text, Title, View
from reference_server.contract.envelope import ItemId, Revision

LARGEST_QUEST = 50
REWARD_POINTS = 10

QuestStatus = Literal["active", "completed", "archived"]


class StepDraft(Request):
    """A step to be made; without an id it is given one."""

    id: ItemId | None = None
    title: Title


class StepChange(Request):
    """A step of a changed quest: with an id it is the step that is there, without one it is new.

    A new one may bring its id along as `new_id`, so that a device that is on its own can go on with it.
    """

    id: Text | None = None
    new_id: ItemId | None = None
    title: Title


StepDrafts = Annotated[list[StepDraft], Field(json_schema_extra={"minItems": 1, "maxItems": LARGEST_QUEST})]
StepChanges = Annotated[list[StepChange], Field(json_schema_extra={"minItems": 1, "maxItems": LARGEST_QUEST})]


class QuestDraft(Dated):
    """A quest to be made; it starts on the command's local date unless another day is given. The id may be its own."""

    id: ItemId | None = None
    title: Title
    notes: Notes = ""
    start_date: Day | None = None
    due_date: Day | None = None
    steps: StepDrafts


class QuestChange(Dated):
    """What changes about a quest; what is left out stays, `due_date: null` takes the date away.

    With `base_rev` it is refused when somebody else has edited the quest since.
    """

    base_rev: Revision | None = None
    title: Title | None = None
    notes: Notes | None = None
    due_date: Day | None = None
    steps: StepChanges | None = None


class Tick(Dated):
    """Tick a step, or take the tick away."""

    ticked: Annotated[bool, Field(strict=True)]


class StepTick(Tick):
    """The same, for the step of that id."""

    step_id: Text


class QuestQuery(ListQuery):
    """Which quests are wanted; all when no status is given."""

    status: QuestStatus | None = None


class Step(View):
    """A step of a quest."""

    id: str
    title: str
    ticked: bool


class Progress(View):
    """How many of a quest's steps are ticked."""

    ticked: int
    total: int


class Quest(View):
    """A quest. `rewarded_at` is set by its first completion and never again; `rev` counts edits."""

    id: str
    t: Literal["quests"] = "quests"
    rev: int
    seq: int
    deleted: Literal[False] = False
    title: str
    notes: str
    start_date: date
    due_date: date | None
    status: QuestStatus
    steps: list[Step]
    progress: Progress
    reward_points: int
    rewarded_at: datetime | None
    completed_on: date | None
    created_at: datetime
    updated_at: datetime


class QuestPage(View):
    """A part of a person's quests, newest first."""

    items: list[Quest]
    next_cursor: str | None
