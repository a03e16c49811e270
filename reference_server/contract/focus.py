"""Focus sessions: minutes of undisturbed work, planned and then done."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from reference_server.contract.base import Dated, Day, ListQuery, Request, Title, View

LONGEST_SESSION = 480

FocusState = Literal["planned", "running", "paused", "completed", "abandoned"]
Minutes = Annotated[int, Field(strict=True, json_schema_extra={"minimum": 1, "maximum": LONGEST_SESSION})]


class FocusDraft(Dated):
    """A session to be planned, for the command's local date unless another day is given."""

    title: Title
    planned_minutes: Minutes
    planned_date: Day | None = None


class FocusChange(Request):
    """What changes about a session that is still planned; what is left out stays."""

    title: Title | None = None
    planned_minutes: Minutes | None = None


class FocusQuery(ListQuery):
    """Which sessions are wanted."""

    date: Day | None = None
    state: FocusState | None = None


class Focus(View):
    """A session. While it runs, its time is `elapsed_seconds` plus the time since `running_since`."""

    id: str
    t: Literal["focus"] = "focus"
    rev: int
    seq: int
    deleted: Literal[False] = False
    title: str
    planned_minutes: int
    planned_date: date
    state: FocusState
    started_at: datetime | None
    running_since: datetime | None
    elapsed_seconds: int
    ended_at: datetime | None
    credited_minutes: int
    created_at: datetime
    updated_at: datetime


class FocusPage(View):
    """A part of a person's sessions, newest first."""

    items: list[Focus]
    next_cursor: str | None


class CurrentFocus(View):
    """The session that is running or paused, if there is one."""

    session: Focus | None
