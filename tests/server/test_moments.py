"""Which dated commands are believed, and what day it is for a person."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_server.contract.base import Dated
from reference_server.services.moments import Moment
from reference_server.services.refusals import DateOutOfRange
from tests.server.world import NOON, at, moments

TODAY = NOON.date()


@pytest.mark.parametrize("days", [-60, -1, 0, 1])
def test_offline_devices_and_those_east_of_utc_are_believed(days: int) -> None:
    instant = NOON + timedelta(days=days)

    assert moments().of(at(instant)) == Moment(instant.date(), instant)


@pytest.mark.parametrize(
    ("local_days", "instant_days", "field"),
    [(-61, -60, "local_date"), (2, 1, "local_date"), (-60, -61, "occurred_at"), (1, 2, "occurred_at")],
)
def test_days_out_of_range_are_refused_by_field(local_days: int, instant_days: int, field: str) -> None:
    command = at(NOON + timedelta(days=instant_days), TODAY + timedelta(days=local_days))

    with pytest.raises(DateOutOfRange) as refusal:
        moments().of(command)

    assert [error.field for error in refusal.value.errors] == [field]


@pytest.mark.parametrize("apart", [-2, 2])
def test_local_date_and_instant_must_agree(apart: int) -> None:
    with pytest.raises(DateOutOfRange, match="within one day of occurred_at"):
        moments().of(at(NOON - timedelta(days=10), TODAY - timedelta(days=10 + apart)))


@given(st.dates(), st.datetimes(timezones=st.just(UTC)))
def test_a_command_is_believed_exactly_within_the_bounds(local_date: date, instant: datetime) -> None:
    inside = all(TODAY - timedelta(days=60) <= day <= TODAY + timedelta(days=1) for day in (local_date, instant.date()))
    believable = inside and abs(local_date - instant.date()) <= timedelta(days=1)
    command = Dated(local_date=local_date, occurred_at=instant)

    try:
        moments().of(command)
    except DateOutOfRange:
        assert not believable
    else:
        assert believable


@pytest.mark.parametrize(
    ("now", "zone", "day"),
    [
        ("2025-03-30T23:30:00+00:00", None, "2025-03-30"),
        ("2025-03-30T21:59:59+00:00", "Europe/Berlin", "2025-03-30"),
        ("2025-03-30T22:00:00+00:00", "Europe/Berlin", "2025-03-31"),
        ("2025-03-29T22:59:59+00:00", "Europe/Berlin", "2025-03-29"),
        ("2025-03-29T23:00:00+00:00", "Europe/Berlin", "2025-03-30"),
        ("2025-03-30T09:59:59+00:00", "Pacific/Kiritimati", "2025-03-30"),
        ("2025-03-30T10:00:00+00:00", "Pacific/Kiritimati", "2025-03-31"),
        ("2025-03-30T06:59:59+00:00", "America/Los_Angeles", "2025-03-29"),
    ],
)
def test_day_is_that_of_the_persons_own_calendar(now: str, zone: str | None, day: str) -> None:
    assert moments(datetime.fromisoformat(now)).local_date_of(zone) == date.fromisoformat(day)
