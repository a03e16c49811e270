"""A streak ends where the clocks change."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.seams import Seams

FAULT = Fault(
    id="habits.streak_ends_at_clock_change",
    area="habits",
    title="A streak ends where the clocks change",
    symptom="After the night with 23 or 25 hours everybody starts again.",
    severity=Severity.MAJOR,
    provenance="own (days as 24 hours of UTC)",
    kills=["CP-HABIT-02"],
)
DAY = timedelta(days=1)
ZONES = [ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Pacific/Auckland")]


def apply(seams: Seams, hit: Hit) -> None:
    """Want exactly 24 hours between two local midnights of a zone with summer time."""

    @wrap(seams.services.habits, "streak_at")
    def streak_at(original: Callable[..., int], days: Sequence[date], day: date) -> int:
        streak = original(days, day)
        last = day if day in days else day - DAY
        unbroken = 0
        while unbroken < streak and (unbroken == 0 or _lasts_24_hours(last - unbroken * DAY)):
            unbroken += 1
        if unbroken != streak:
            hit()
        return unbroken


def _lasts_24_hours(day: date) -> bool:
    return all(_midnight(day + DAY, zone) - _midnight(day, zone) == DAY.total_seconds() for zone in ZONES)


def _midnight(day: date, zone: ZoneInfo) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=zone).timestamp()
