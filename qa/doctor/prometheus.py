"""Whether Prometheus watches the product: its job is up, and was scraped just now."""

from datetime import UTC, datetime, timedelta

import httpx
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from fixtures.api.http import new_http
from fixtures.eventually import NeverHappened, eventually
from fixtures.target.answers import ANSWER_WITHIN_S
from qa.doctor.check import Check
from qa.doctor.patient import Patient

JOB = "passion-os"
SCRAPED_WITHIN = timedelta(minutes=1)
LOOKS_AROUND_WITHIN = timedelta(seconds=15)
"""Every 5 s, a Prometheus looks for its targets; then it has to scrape them once."""
UNKNOWN = Check(
    "prometheus", "unknown", "no Prometheus is known for this target", "name it in the profile: prometheus: {url: …}"
)


class _Scraped(BaseModel):
    labels: dict[str, str]
    health: str
    last_scrape: AwareDatetime = Field(alias="lastScrape")
    last_error: str = Field(default="", alias="lastError")


class _Targets(BaseModel):
    active: list[_Scraped] = Field(alias="activeTargets")


class _Answer(BaseModel):
    data: _Targets


def prometheus(patient: Patient) -> Check:
    """Ask Prometheus for its targets; without a known one nothing is shown. One that just began is waited for."""
    url = patient.target.prometheus
    if url is None:
        return UNKNOWN
    try:
        return eventually(lambda: _asked(url), until=lambda check: check.state == "ok", within=LOOKS_AROUND_WITHIN)
    except NeverHappened:
        return _asked(url)


def _asked(url: str) -> Check:
    try:
        # A client of its own: the target's secret headers are not for Prometheus.
        with new_http() as http:
            said = http.get(f"{url}/api/v1/targets", timeout=ANSWER_WITHIN_S)
        jobs = [each for each in _Answer.model_validate_json(said.content).data.active if each.labels.get("job") == JOB]
    except httpx.HTTPError as error:
        return _failed(f"Prometheus cannot be reached ({type(error).__name__})", "start it, or mend its address")
    except ValidationError:
        return _failed(f"{url}/api/v1/targets answers {said.status_code} in another shape", "is that a Prometheus?")
    if not jobs:
        return _failed(f"Prometheus has no job {JOB}", f"add a scrape job {JOB} for /metrics")
    if troubles := [trouble for each in jobs if (trouble := _trouble(each))]:
        return _failed("; ".join(troubles), "let Prometheus reach /metrics, at least once a minute")
    return Check("prometheus", "ok", f"the job {JOB} is up and was scraped within the last minute")


def _trouble(scraped: _Scraped) -> str | None:
    if scraped.health != "up":
        return f"the job {JOB} is {scraped.health} {scraped.last_error}".strip()
    age = datetime.now(UTC) - scraped.last_scrape
    return f"the last scrape is {age.total_seconds():.0f} s old" if age > SCRAPED_WITHIN else None


def _failed(found: str, todo: str) -> Check:
    return Check("prometheus", "failed", found, todo)
