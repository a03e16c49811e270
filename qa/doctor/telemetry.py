"""Whether telemetry is collected: the administrators' overview tells of an event of just now."""

from datetime import UTC, datetime, timedelta

from pydantic import AwareDatetime

from fixtures.api.client import Api
from fixtures.api.session import Model, Refused
from fixtures.eventually import NeverHappened, eventually
from qa.doctor.check import Check
from qa.doctor.patient import Patient

OVERVIEW = "/api/admin/telemetry/overview"
FRESH = timedelta(minutes=5)
WRITTEN_WITHIN = timedelta(seconds=10)
"""The doctor's own sign-in is an event; telemetry is written in batches."""
DEPLOY = f"deploy a server that tells its telemetry at {OVERVIEW}"
REMEDY = "look at the server's log for telemetry that was not written"


class Overview(Model):
    """What the overview holds at least."""

    metrics: dict[str, float]
    last_event_at: AwareDatetime | None
    lost_events: int

    @property
    def fresh(self) -> bool:
        """Whether something was collected just now."""
        return self.last_event_at is not None and datetime.now(UTC) - self.last_event_at < FRESH


def telemetry(patient: Patient) -> Check:
    """Ask as the administrator, until the sign-in just now shows."""
    administrator = patient.administrator()
    try:
        overview = eventually(lambda: _ask(administrator), until=lambda seen: seen.fresh, within=WRITTEN_WITHIN)
    except NeverHappened:
        last = _ask(administrator).last_event_at
        found = f"the last event is of {last:%Y-%m-%d %H:%M:%S} UTC" if last else "no event was ever collected"
        return Check("telemetry", "failed", found, REMEDY)
    except Refused as refusal:
        return Check("telemetry", "failed", f"{OVERVIEW} answers {refusal.status}", DEPLOY)
    except AssertionError as error:
        return Check("telemetry", "failed", str(error).splitlines()[0], DEPLOY)
    lost = f", {overview.lost_events} events lost" if overview.lost_events else ""
    return Check("telemetry", "ok", f"{len(overview.metrics)} metrics, the last event is of just now{lost}")


def _ask(administrator: Api) -> Overview:
    return administrator.session.ask(Overview, "GET", OVERVIEW, query={"range": "24h"})
