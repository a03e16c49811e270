"""Telemetry and Prometheus are believed only when they show something of just now."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fixtures.api.client import Api
from fixtures.api.session import Session
from fixtures.target.profiles import Target
from fixtures.trace_context import Trace
from qa.doctor import prometheus as of_prometheus
from qa.doctor import telemetry as of_telemetry
from qa.doctor.check import Check
from qa.doctor.patient import NotAllowed, Patient
from qa.doctor.prometheus import prometheus
from tests.qa.doctor.conftest import PatientOf
from tests.qa.fake_product import Answer, FakeProduct

OVERVIEW = "/api/admin/telemetry/overview"
TARGETS = "/api/v1/targets"
PRODUCT = "http://product.test"


def ago(**span: float) -> str:
    return (datetime.now(UTC) - timedelta(**span)).isoformat()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be waited for that will not come."""
    monkeypatch.setattr(of_prometheus, "LOOKS_AROUND_WITHIN", timedelta(0))


@pytest.fixture
def as_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    def administrator(patient: Patient) -> Api:
        return Api(Session(patient.http, patient.target, Trace(), {}, ZoneInfo("UTC")))

    monkeypatch.setattr(Patient, "administrator", administrator)
    monkeypatch.setattr(of_telemetry, "WRITTEN_WITHIN", timedelta(seconds=0.05))


def overview(last: str | None, **more: Any) -> Answer:
    return Answer({"metrics": {"p95_latency": 12.5, "users": 3}, "last_event_at": last, "lost_events": 0, **more})


@pytest.mark.usefixtures("as_administrator")
@pytest.mark.parametrize(
    ("answer", "state", "found"),
    [
        (lambda: overview(ago(seconds=2)), "ok", "2 metrics, the last event is of just now"),
        (lambda: overview(ago(seconds=2), lost_events=7), "ok", "7 events lost"),
        (lambda: overview(ago(seconds=2), metrics={"p95_latency": None, "users": 3}), "ok", "1 metrics, "),
        (lambda: overview(ago(seconds=2), metrics={"p95_latency": None}), "failed", "tells no metric"),
        (lambda: overview(ago(seconds=20)), "failed", "UTC, before the doctor signed in"),
        (lambda: overview("2033-05-18T03:33:20Z"), "failed", "of 2033-05-18 03:33:20 UTC, in the future"),
        (lambda: overview(None), "failed", "no event was ever collected"),
        (lambda: Answer({"metrics": {"users": "three"}}), "failed", "in another shape"),
        (lambda: Answer({"type": "/problems/administrators-only"}, 403), "failed", f"{OVERVIEW} answers 403"),
    ],
)
def test_telemetry_is_populated_or_not(
    patient_of: PatientOf, product: FakeProduct, answer: Callable[[], Answer], state: str, found: str
) -> None:
    product.answers[OVERVIEW] = answer()  # made now: its times are told by the present

    check = of_telemetry.telemetry(patient_of(product.url))

    assert (check.what, check.state) == ("telemetry", state)
    assert found in check.found
    assert bool(check.todo) == (state == "failed")


@pytest.mark.usefixtures("as_administrator")
def test_telemetry_that_is_written_in_batches_is_waited_for(
    patient_of: PatientOf, product: FakeProduct, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([overview(None), overview(None), overview(ago(seconds=1))])
    asked = of_telemetry._ask
    monkeypatch.setattr(of_telemetry, "WRITTEN_WITHIN", timedelta(seconds=5))

    def then(administrator: Api) -> of_telemetry.Overview:
        product.answers[OVERVIEW] = next(answers)
        return asked(administrator)

    monkeypatch.setattr(of_telemetry, "_ask", then)

    assert of_telemetry.telemetry(patient_of(product.url)).state == "ok"


def test_without_an_administrator_telemetry_is_not_shown(patient_of: PatientOf, product: FakeProduct) -> None:
    with pytest.raises(NotAllowed, match="names no `administrator`"):
        of_telemetry.telemetry(patient_of(product.url))


def scraped(job: str = "passion-os", health: str = "up", last: str | None = None, error: str = "") -> dict[str, Any]:
    return {
        "labels": {"job": job, "instance": "x"},
        "scrapeUrl": f"{PRODUCT}/metrics",
        "health": health,
        "lastScrape": last or ago(seconds=5),
        "lastError": error,
    }


@pytest.mark.parametrize(
    ("jobs", "state", "found"),
    [
        (lambda: [scraped("node"), scraped()], "ok", "is up for this target and was scraped"),
        (list, "failed", "has no job passion-os"),
        (lambda: [scraped("node")], "failed", "has no job passion-os"),
        (lambda: [scraped(health="down", error="connection refused")], "failed", "is down connection refused"),
        (lambda: [scraped(last=ago(seconds=61))], "failed", "s old"),
        (lambda: [scraped(), scraped(health="unknown")], "failed", "is unknown"),
        (lambda: [scraped(last="2026-11-28T12:00:00.123456789Z")], "failed", "the last scrape is"),
    ],
)
def test_prometheus_scrapes_or_not(
    patient_of: PatientOf, product: FakeProduct, jobs: Callable[[], list[dict[str, Any]]], state: str, found: str
) -> None:
    product.answers[TARGETS] = Answer({"status": "success", "data": {"activeTargets": jobs()}})

    check = prometheus(patient_of(PRODUCT, prometheus=product.url))

    assert (check.what, check.state) == ("prometheus", state)
    assert found in check.found


def test_a_prometheus_that_just_began_is_waited_for(
    patient_of: PatientOf, product: FakeProduct, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = of_prometheus._asked
    found = iter([[], [scraped(health="unknown")], [scraped()]])

    def then(target: Target) -> Check:
        product.answers[TARGETS] = Answer({"status": "success", "data": {"activeTargets": next(found)}})
        return asked(target)

    monkeypatch.setattr(of_prometheus, "LOOKS_AROUND_WITHIN", timedelta(seconds=10))
    monkeypatch.setattr(of_prometheus, "_asked", then)

    assert prometheus(patient_of(PRODUCT, prometheus=product.url)).state == "ok"
    assert next(found, None) is None


def test_what_is_no_prometheus_is_told(patient_of: PatientOf, product: FakeProduct) -> None:
    found = [prometheus(patient_of(product.url, prometheus=url)) for url in (product.url, "http://127.0.0.1:9")]

    assert [check.state for check in found] == ["failed", "failed"]
    assert "in another shape" in found[0].found
    assert "cannot be reached (ConnectError)" in found[1].found


def test_without_a_prometheus_nothing_is_shown(patient_of: PatientOf, product: FakeProduct) -> None:
    check = prometheus(patient_of(product.url))

    assert check == Check("prometheus", "unknown", check.found, check.todo)
    assert check.todo


def test_prometheus_gets_no_secret_of_the_target(
    patient_of: PatientOf, product: FakeProduct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCESS_ID", "open-sesame-4711")
    patient = patient_of(product.url, prometheus=product.url, headers={"X-Access": {"env": "ACCESS_ID"}})

    prometheus(patient)

    assert "open-sesame-4711" not in str(product.asked)
