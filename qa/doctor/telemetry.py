"""Whether telemetry is collected: the administrators' overview tells of an event as young as the doctor's own."""

from datetime import UTC, datetime, timedelta

from pydantic import AwareDatetime

from fixtures.api.client import Api
from fixtures.api.session import Model, Refused
from fixtures.eventually import NeverHappened, eventually
from fixtures.target.answers import TOLERATED_SKEW_S
from qa.doctor.check import Check
from qa.doctor.patient import Patient

OVERVIEW = "/api/admin/telemetry/overview"
SKEW = timedelta(seconds=TOLERATED_SKEW_S)
WRITTEN_WITHIN = timedelta(seconds=10)
"""The doctor's own sign-in is an event; telemetry is written in batches."""
DEPLOY = f"deploy a server that tells its telemetry at {OVERVIEW}"
REMEDY = "look at the server's log for telemetry that was not written"


class Overview(Model):
    """What the overview holds at least."""

    metrics: dict[str, float | None]  # null where too little happened to tell
    last_event_at: AwareDatetime | None
    lost_events: int

    def shows(self, began: datetime) -> bool:
        """Whether something was collected since then; what is told of the future is of no event that happened."""
        return self.last_event_at is not None and began - SKEW <= self.last_event_at <= datetime.now(UTC) + SKEW


def telemetry(patient: Patient) -> Check:
    """Sign in as the administrator, and ask until that shows."""
    began = datetime.now(UTC)
    administrator = patient.administrator()
    try:
        overview = eventually(lambda: _ask(administrator), until=lambda seen: seen.shows(began), within=WRITTEN_WITHIN)
    except NeverHappened:
        return Check("telemetry", "failed", _instead(_ask(administrator).last_event_at, began), REMEDY)
    except Refused as refusal:
        return Check("telemetry", "failed", f"{OVERVIEW} answers {refusal.status}", DEPLOY)
    except AssertionError as error:
        return Check("telemetry", "failed", str(error).splitlines()[0], DEPLOY)
    told = [value for value in overview.metrics.values() if value is not None]
    if not told:
        return Check("telemetry", "failed", "the overview tells no metric", DEPLOY)
    lost = f", {overview.lost_events} events lost" if overview.lost_events else ""
    return Check("telemetry", "ok", f"{len(told)} metrics, the last event is of just now{lost}")


def _instead(last: datetime | None, began: datetime) -> str:
    if last is None:
        return "no event was ever collected"
    when = "before the doctor signed in" if last < began else "in the future"
    return f"the last event is of {last:%Y-%m-%d %H:%M:%S} UTC, {when}"


def _ask(administrator: Api) -> Overview:
    return administrator.session.ask(Overview, "GET", OVERVIEW, query={"range": "24h"})
