"""Whether a target answers: its health, its build, and how far its clock is from ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from fixtures.api.http import new_http
from fixtures.target.profiles import Profile, Target, TargetError
from reports.evidence.models import Build

ANSWER_WITHIN_S = 5.0


class UnreachableError(Exception):
    """The target cannot be tested now; the message says what was tried and what to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a target that can be tested says of itself."""

    build: Build
    clock_skew_s: float  # their clock minus ours, within the second that HTTP dates have


def target_of(profile: Profile) -> Target:
    """Return the target of a profile that has a URL."""
    return Target(profile=profile, url=profile.url or "")


def ask(target: Target) -> Answer:
    """Ask the target for its health and its build.

    Raises:
        UnreachableError: it does not answer, is not healthy, or is another product.

    """
    try:
        headers = target.headers()
    except TargetError as error:
        raise UnreachableError(str(error)) from error
    with new_http() as client:
        client.headers.update(headers)
        health = _get(client, target.address("/api/health"))
        if health.status_code != httpx.codes.OK:
            raise UnreachableError(f"{health.url} answers {health.status_code}{_reason(health)}; look at its log")
        return Answer(_build(_get(client, target.address("/api/build"))), _clock_skew(health.headers))


def _get(client: httpx.Client, url: str) -> httpx.Response:
    try:
        return client.get(url, timeout=ANSWER_WITHIN_S)
    except httpx.TimeoutException:
        raise UnreachableError(f"{url} does not answer within {ANSWER_WITHIN_S:.0f} s; is it running there?") from None
    except httpx.HTTPError as error:
        raise UnreachableError(f"{url} cannot be reached ({error}); is it running there?") from None


def _reason(response: httpx.Response) -> str:
    try:
        reason = response.json().get("reason")
    except (ValueError, AttributeError):
        return ""
    return f" ({reason})" if reason else ""


def _build(response: httpx.Response) -> Build:
    try:
        said = response.json()
        return Build.model_validate({name: said[name] for name in Build.model_fields})
    except (ValueError, KeyError, TypeError):
        raise UnreachableError(
            f"{response.url} answers {response.status_code} without product, version, commit and digest; "
            "is this Passion OS?"
        ) from None


def _clock_skew(headers: Mapping[str, str]) -> float:
    if "date" not in headers:
        return 0.0
    return (parsedate_to_datetime(headers["date"]) - datetime.now(UTC)).total_seconds()
