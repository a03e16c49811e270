"""Whether Prometheus watches this target: its job is up, and was scraped just now."""

from datetime import UTC, datetime, timedelta

import httpx

from fixtures.eventually import NeverHappened, eventually
from fixtures.target.profiles import Target
from qa.doctor.check import Check
from qa.doctor.patient import Patient
from qa.doctor.scraping import REMEDY, Scraped, elsewhere, scraped_by

JOB = "passion-os"
SCRAPED_WITHIN = timedelta(minutes=1)
LOOKS_AROUND_WITHIN = timedelta(seconds=15)
"""Every 5 s, a Prometheus looks for its targets; then it has to scrape them once."""
UNKNOWN = Check(
    "prometheus", "unknown", "no Prometheus is known for this target", "name it in the profile: prometheus: {url: …}"
)


def prometheus(patient: Patient) -> Check:
    """Ask Prometheus for its targets; without a known one nothing is shown. One that just began is waited for."""
    target = patient.target
    if target.prometheus is None:
        return UNKNOWN
    try:
        return eventually(lambda: _asked(target), until=lambda check: check.state == "ok", within=LOOKS_AROUND_WITHIN)
    except NeverHappened:
        return _asked(target)


def _asked(target: Target) -> Check:
    try:
        jobs = [each for each in scraped_by(target.prometheus or "") if each.labels.get("job") == JOB]
    except httpx.HTTPError as error:
        return _failed(f"Prometheus cannot be reached ({type(error).__name__})", "start it, or mend its address")
    except ValueError as error:
        return _failed(str(error), "is that a Prometheus?")
    if not jobs:
        return _failed(f"Prometheus has no job {JOB}", f"add a scrape job {JOB} for /metrics")
    if instead := elsewhere(jobs, target):
        return Check("prometheus", "unknown", instead, REMEDY)
    if troubles := [trouble for each in jobs if each.is_of(target) and (trouble := _trouble(each))]:
        return _failed("; ".join(troubles), "let Prometheus reach /metrics, at least once a minute")
    return Check("prometheus", "ok", f"the job {JOB} is up for this target and was scraped within the last minute")


def _trouble(scraped: Scraped) -> str | None:
    if scraped.health != "up":
        return f"the job {JOB} is {scraped.health} {scraped.last_error}".strip()
    age = datetime.now(UTC) - scraped.last_scrape
    return f"the last scrape is {age.total_seconds():.0f} s old" if age > SCRAPED_WITHIN else None


def _failed(found: str, todo: str) -> Check:
    return Check("prometheus", "failed", found, todo)
