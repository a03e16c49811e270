"""Calendar arithmetic holds on every day of the year."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fixtures.clock import Moment, at_local, everyday_zone, odd_days, utc_midnight_within

INSTANTS = st.datetimes(
    min_value=datetime(2025, 1, 1),  # noqa: DTZ001 - Hypothesis adds the zone itself
    max_value=datetime(2036, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
ZONES = st.sampled_from(["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "America/Santiago"]).map(ZoneInfo)


@given(INSTANTS)
def test_the_everyday_zone_is_hours_away_from_midnight(now: datetime) -> None:
    assert 9 <= now.astimezone(everyday_zone(now)).hour <= 14


@given(INSTANTS)
def test_odd_days_are_past_consecutive_and_accepted(now: datetime) -> None:
    run = odd_days(now)

    assert len(run.days) >= 8
    assert [*run.days, run.missed, run.afterwards] == [run.days[0] + timedelta(n) for n in range(len(run.days) + 2)]
    assert run.afterwards < now.astimezone(run.zone).date()
    assert run.days_back in {60, 200}
    assert run.days[0] >= now.date() - timedelta(days=run.days_back)


@given(INSTANTS)
def test_odd_days_hold_a_months_end_inside(now: datetime) -> None:
    run = odd_days(now)

    assert any(before.month != after.month for before, after in zip(run.days, run.days[1:], strict=False))


@given(INSTANTS)
@example(datetime(2026, 12, 30, tzinfo=UTC))
@example(datetime(2027, 1, 20, tzinfo=UTC))
@example(datetime(2027, 8, 1, tzinfo=UTC))
def test_odd_days_hold_a_clock_change_inside(now: datetime) -> None:
    run = odd_days(now)

    before, after = (at_local(run.clock_change + timedelta(n), time(), run.zone) for n in (0, 1))
    assert after - before != timedelta(days=1)
    assert run.days[0] < run.clock_change < run.days[-1]


@pytest.mark.parametrize(
    ("now", "days_back"),
    [(datetime(2026, 11, 24, tzinfo=UTC), 60), (datetime(2027, 1, 20, tzinfo=UTC), 200)],
)
def test_older_days_are_needed_only_where_the_season_has_no_clock_change(now: datetime, days_back: int) -> None:
    assert odd_days(now).days_back == days_back


@given(INSTANTS, ZONES)
def test_utcs_midnight_lies_inside_the_day(now: datetime, zone: ZoneInfo) -> None:
    day = now.astimezone(zone).date()

    midnight = utc_midnight_within(day, zone)

    assert midnight.time() == time()
    assert midnight.astimezone(zone).date() == day


def test_a_moment_is_the_devices_day_and_the_worlds_instant() -> None:
    moment = Moment.of(datetime(2025, 3, 30, 12, tzinfo=UTC), ZoneInfo("Pacific/Kiritimati"))

    assert moment.body() == {"local_date": "2025-03-31", "occurred_at": "2025-03-30T12:00:00Z"}
    assert moment.local_date == date(2025, 3, 31)
