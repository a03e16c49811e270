"""When something happened for a person: the day on their calendar and the instant."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from reference_server.clock import Clock
from reference_server.contract.base import Dated
from reference_server.contract.problems import FieldError
from reference_server.services.refusals import DateOutOfRange

NEWEST = timedelta(days=1)
FURTHEST_APART = timedelta(days=1)


@dataclass(frozen=True)
class Moment:
    """A day of the person's calendar and the instant, in UTC, at which it was so."""

    local_date: date
    occurred_at: datetime


class Moments:
    """What day it is, and which commands are believed about it."""

    def __init__(self, clock: Clock, oldest: timedelta) -> None:
        self.clock = clock
        self.oldest = oldest

    def of(self, command: Dated) -> Moment:
        """Return the command's moment; DateOutOfRange when it cannot be true."""
        self.check_range("local_date", command.local_date)
        self.check_range("occurred_at", command.occurred_at.date())
        self.check_agreement(command.local_date, command.occurred_at)
        return Moment(command.local_date, command.occurred_at)

    def check_range(self, field: str, day: date) -> None:
        """Accept days from the oldest (a device that was offline) to tomorrow (one east of UTC)."""
        today = self.clock.now().date()
        if not today - self.oldest <= day <= today + NEWEST:
            span = f"from {today - self.oldest} to {today + NEWEST}"
            raise DateOutOfRange(FieldError(field=field, message=f"must be a day {span}"))

    def check_agreement(self, local_date: date, occurred_at: datetime) -> None:
        """No zone is more than a day away from UTC."""
        if abs(local_date - occurred_at.date()) > FURTHEST_APART:
            message = "must be within one day of occurred_at"
            raise DateOutOfRange(FieldError(field="local_date", message=message))

    def local_date_of(self, time_zone: str | None) -> date:
        """Return the present day in a zone, in UTC where none is known."""
        zone = ZoneInfo(time_zone) if time_zone else UTC
        return self.clock.now().astimezone(zone).date()
