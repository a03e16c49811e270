"""Telemetry as administrators get it: every section of the dashboard has the same shape."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from reference_server.contract.base import Request, Text, View

Unit = Literal["count", "ratio", "seconds", "bytes"]
SectionId = Literal["activity", "sync", "e2ee", "vault", "search", "watcher", "performance", "errors"]
Metrics = dict[str, float | None]

RANGE = r"^[1-9][0-9]{0,6}[smhd]$"
RANGES = ("1h", "24h", "7d", "30d", "90d", "365d")
"""What is offered where nothing else is set."""


class TelemetryQuery(Request):
    """Which stretch of time up to now: a whole number and s, m, h or d."""

    range: Annotated[Text, Field(pattern=RANGE)] = "24h"


class DetailQuery(TelemetryQuery):
    """The same, and of which row all figures are wanted."""

    row: Annotated[Text, Field(min_length=1, max_length=300)]


class Figure(View):
    """A number of a section; null where nothing happened that it could tell of."""

    id: str
    label: str
    value: float | None
    unit: Unit


class Line(View):
    """A number over time, one value for each of the period's `times`. Those of one `chart` are drawn into one."""

    id: str
    label: str
    unit: Unit
    chart: str
    values: list[float | None]


class Column(View):
    """What a number in a row means."""

    id: str
    label: str
    unit: Unit


class Row(View):
    """One of the things that a section's figures are made of; `id` asks for more of it."""

    id: str
    label: str
    values: list[float | None]


class Section(View):
    """A part of the dashboard: its figures, how they went over time, and what they are made of."""

    id: SectionId
    figures: list[Figure]
    lines: list[Line]
    columns: list[Column]
    rows: list[Row]


class Period(View):
    """The time that an answer tells of: from `since` to before `until`, in stretches that begin at `times`."""

    range: str
    since: datetime
    until: datetime
    every_seconds: int
    times: list[datetime]


class Telemetry(View):
    """Figures of a period. `last_event_at` is of the newest fact that is in them; facts that are not, are counted."""

    period: Period
    ranges: list[str]
    generated_at: datetime
    last_event_at: datetime | None
    lost_events: int
    crashes: int
    sections: list[Section]


class Overview(Telemetry):
    """Who is active and how the product is, in a few numbers."""

    metrics: Metrics


class Alert(View):
    """A limit, and whether it is broken now; `value` is null where too little happened to tell."""

    id: str
    title: str
    area: str
    severity: Literal["page", "ticket"]
    state: Literal["ok", "firing", "no_data"]
    value: float | None
    limit: float
    unit: Unit
    window_seconds: int


class Alerts(Telemetry):
    """What went wrong, and the limits."""

    alerts: list[Alert]


class Detail(View):
    """Everything about one row: its numbers over time, in the order of `columns`."""

    period: Period
    section: SectionId
    row: str
    label: str
    columns: list[Column]
    values: list[list[float | None]]
