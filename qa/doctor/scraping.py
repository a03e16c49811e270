"""What a Prometheus scrapes, and whether that is the target: another product's Prometheus says nothing about it."""

import httpx
from pydantic import AwareDatetime, BaseModel, Field

from fixtures.api.http import new_http
from fixtures.target.answers import ANSWER_WITHIN_S
from fixtures.target.profiles import Target

REMEDY = "if one of these is the target, say so in the profile: prometheus: {url: …, instance: HOST:PORT}"


class Scraped(BaseModel):
    """One place that is scraped, and how that went last."""

    labels: dict[str, str]
    url: str = Field(alias="scrapeUrl")
    health: str
    last_scrape: AwareDatetime = Field(alias="lastScrape")
    last_error: str = Field(default="", alias="lastError")

    def is_of(self, target: Target) -> bool:
        """Whether this is the target: at its own address, or at the one that the profile names."""
        here = httpx.URL(self.url)
        if named := target.profile.prometheus and target.profile.prometheus.instance:
            return named in {self.labels.get("instance"), here.netloc.decode()}
        there = httpx.URL(target.address("/metrics"))
        return (here.host, here.port, here.path) == (there.host, there.port, there.path)


class _Targets(BaseModel):
    active: list[Scraped] = Field(alias="activeTargets")


class _Answer(BaseModel):
    data: _Targets


def scraped_by(url: str) -> list[Scraped]:
    """Ask a Prometheus what it scrapes. Raises httpx.HTTPError, or ValueError where it answers in another shape."""
    # A client of its own: the target's secret headers are not for Prometheus.
    with new_http() as http:
        said = http.get(f"{url}/api/v1/targets", timeout=ANSWER_WITHIN_S)
    try:
        return _Answer.model_validate_json(said.content).data.active
    except ValueError:
        raise ValueError(f"{url}/api/v1/targets answers {said.status_code} in another shape") from None


def elsewhere(scraped: list[Scraped], target: Target) -> str | None:
    """Say what is scraped instead of the target; None where the target is."""
    if any(each.is_of(target) for each in scraped):
        return None
    wanted = (target.profile.prometheus and target.profile.prometheus.instance) or target.address("/metrics")
    places = ", ".join(sorted({each.url for each in scraped})) or "nothing"
    return f"this Prometheus scrapes {places}, and not {wanted}"
