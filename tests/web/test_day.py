"""The page's calendar agrees with Python's, zone by zone and instant by instant."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page

from tests.web.modules import run

# East and west ends of the world, quarter hours, clocks that change at midnight, in half hours, or not at all.
ZONES = (
    "UTC",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Havana",
    "America/Santiago",
    "America/St_Johns",
    "America/Asuncion",
    "Atlantic/Azores",
    "Europe/Berlin",
    "Europe/Dublin",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Beirut",
    "Asia/Tehran",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Australia/Adelaide",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
)
FIRST, LAST = datetime(2012, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def instants_of(zone: ZoneInfo, seed: str) -> Iterator[datetime]:
    """Yield instants to try: any, those around changes of the clock, and those around midnights."""
    chance = random.Random(seed)  # noqa: S311  a choice of examples, the same each time
    for _ in range(40):
        yield FIRST + timedelta(milliseconds=chance.randrange(int((LAST - FIRST) / MILLISECOND)))
    for change in _changes(zone):
        yield from (change + timedelta(hours=hours) for hours in (-25, -2, -1, 0, 1, 23))
    for _ in range(20):
        midnight = datetime(2012, 1, 1, tzinfo=zone) + timedelta(days=chance.randrange(5000))
        yield from (midnight.astimezone(UTC) + span for span in (-MILLISECOND, timedelta(), MILLISECOND))


def _changes(zone: ZoneInfo) -> Iterator[datetime]:
    hour = timedelta(hours=1)
    moment = datetime(2023, 1, 1, tzinfo=UTC)
    while moment.year < 2025:
        if moment.astimezone(zone).utcoffset() != (moment + hour).astimezone(zone).utcoffset():
            yield moment + hour
        moment += hour


def milliseconds(instant: datetime) -> int:
    """Return an instant as pages count."""
    return (instant - datetime(1970, 1, 1, tzinfo=UTC)) // MILLISECOND


@pytest.mark.parametrize("name", ZONES)
def test_days_begin_and_end_as_python_says(page: Page, name: str) -> None:
    zone = ZoneInfo(name)
    instants = list(instants_of(zone, name))
    page.goto("/login")

    answers = page.evaluate(
        """async ([zone, instants]) => {
            const { localDate, endOfDay } = await import("/assets/day.js");
            return instants.map((instant) => [localDate(instant, zone), endOfDay(instant, zone)]);
        }""",
        [name, [milliseconds(instant) for instant in instants]],
    )

    for instant, (date, end_ms) in zip(instants, answers, strict=True):
        end = datetime(1970, 1, 1, tzinfo=UTC) + end_ms * MILLISECOND
        assert date == str(instant.astimezone(zone).date()), instant
        assert str((end - MILLISECOND).astimezone(zone).date()) == date, instant
        assert end.astimezone(zone).date() == instant.astimezone(zone).date() + timedelta(days=1), instant


def test_a_stamp_names_the_day_and_the_instant(page: Page) -> None:
    page.goto("/login")

    stamp = page.evaluate(
        """async () => {
            const { stamp } = await import("/assets/day.js");
            return stamp("Pacific/Kiritimati", Date.UTC(2025, 11, 31, 10, 0, 0, 5));
        }"""
    )

    assert stamp == {"local_date": "2026-01-01", "occurred_at": "2025-12-31T10:00:00.005Z"}


def test_days_are_counted_on_the_calendar(page: Page) -> None:
    days = [(FIRST.date() + timedelta(days=start), span) for start in range(0, 5000, 37) for span in (1, 16)]

    answers = run(
        page,
        "day.js",
        "return given.map(([day, span]) => module.dayAfter(day, span));",
        [[str(day), span] for day, span in days],
    )

    assert answers == [str(day + timedelta(days=span)) for day, span in days]
