"""Figures of a day are compared only when no hour ends soon that would take something out of them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from fixtures.api.telemetry import Line, Period, Section, Telemetry, TelemetryApi
from fixtures.telemetry.hours import within_the_hour

HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


class Told:
    """Telemetry of two hours at given moments, one after the other; `oldest` happened in the first hour."""

    def __init__(self, oldest: float | None, *moments: datetime) -> None:
        self.left: Iterator[datetime] = iter(moments)
        self.oldest = oldest

    def ask(self, _endpoint: str) -> Telemetry:
        """Answer for the next moment. Raises `StopIteration` where no other was expected to be asked for."""
        until = next(self.left)
        times = [until.replace(minute=0, second=0) - HOUR, until.replace(minute=0, second=0)]
        period = Period(range="2h", since=times[0], until=until, every_seconds=3600, times=times)
        line = Line(id="requests", unit="count", values=[self.oldest, 1])
        section = Section(id="performance", figures=[], lines=[line], columns=[], rows=[])
        told = {"ranges": ["2h"], "generated_at": until, "last_event_at": until, "lost_events": 0, "crashes": 0}
        return Telemetry.model_validate({"period": period, "sections": [section], **told})


@pytest.mark.parametrize(
    ("oldest", "moments"),
    [
        (5, [NOON]),
        (5, [NOON + timedelta(minutes=59)]),
        (5, [NOON - timedelta(seconds=59), NOON - timedelta(seconds=1), NOON]),
        (0, [NOON - timedelta(seconds=1)]),
        (None, [NOON - timedelta(seconds=1)]),
    ],
)
def test_it_waits_for_the_next_hour_only_where_that_takes_something_away(
    oldest: float | None, moments: list[datetime]
) -> None:
    told = Told(oldest, *moments)

    within_the_hour(cast("TelemetryApi", told))

    assert list(told.left) == []
