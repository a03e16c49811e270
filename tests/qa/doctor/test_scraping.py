"""A Prometheus says something of a target only when it scrapes that one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fixtures.monitoring.judgement import Finding
from qa.doctor import patient as of_patient
from qa.doctor import prometheus as of_prometheus
from qa.doctor.alerts import alerts
from qa.doctor.prometheus import prometheus
from tests.qa.doctor.conftest import PatientOf
from tests.qa.fake_product import Answer, FakeProduct

STAGING = "https://staging.test"
PRODUCTION = "https://www.test/metrics"
INSIDE = "http://10.0.0.7:8000/metrics"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be waited for that will not come."""
    monkeypatch.setattr(of_prometheus, "LOOKS_AROUND_WITHIN", timedelta(0))


def scraping(product: FakeProduct, *places: str, **more: Any) -> None:
    """Let it be a Prometheus that scrapes these."""
    lately = datetime.now(UTC).isoformat()
    active = [
        {
            "labels": {"job": "passion-os", "instance": "staging-7"},
            "health": "up",
            "scrapeUrl": place,
            "lastScrape": lately,
            **more,
        }
        for place in places
    ]
    product.answers["/api/v1/targets"] = Answer({"status": "success", "data": {"activeTargets": active}})


@pytest.mark.parametrize(
    ("target", "instance", "places", "state"),
    [
        (STAGING, None, [f"{STAGING}/metrics"], "ok"),
        (STAGING, None, [f"{STAGING}:443/metrics", PRODUCTION], "ok"),
        (STAGING, None, [PRODUCTION], "unknown"),
        (STAGING, None, [f"{STAGING}:9100/metrics"], "unknown"),
        (f"{STAGING}:9100", None, [f"{STAGING}:9100/metrics"], "ok"),
        (f"{STAGING}/new", None, [f"{STAGING}/metrics"], "unknown"),
        (f"{STAGING}/new", None, [f"{STAGING}/new/metrics"], "ok"),
        (STAGING, None, [INSIDE], "unknown"),
        (STAGING, "10.0.0.7:8000", [PRODUCTION, INSIDE], "ok"),
        (STAGING, "10.0.0.8:8000", [INSIDE], "unknown"),
        (STAGING, "staging-7", [INSIDE], "ok"),
    ],
)
def test_a_prometheus_is_tied_to_the_target(
    patient_of: PatientOf, product: FakeProduct, target: str, instance: str | None, places: list[str], state: str
) -> None:
    scraping(product, *places)

    check = prometheus(patient_of(target, prometheus=product.url, instance=instance))

    assert (check.what, check.state) == ("prometheus", state)
    if state == "unknown":
        assert check.found.startswith(f"this Prometheus scrapes {', '.join(sorted(places))}, and not ")
        assert "instance" in check.todo


def test_what_is_wrong_with_another_product_is_not_the_targets(patient_of: PatientOf, product: FakeProduct) -> None:
    scraping(product, PRODUCTION, health="down")

    assert prometheus(patient_of(STAGING, prometheus=product.url)).state == "unknown"


@pytest.mark.parametrize(("place", "states"), [(f"{STAGING}/metrics", ["ok", "failed"]), (PRODUCTION, ["unknown"] * 2)])
def test_alerts_of_another_product_show_nothing(
    patient_of: PatientOf, product: FakeProduct, monkeypatch: pytest.MonkeyPatch, place: str, states: list[str]
) -> None:
    findings = [Finding("alerts/rules", "ok", "15 rules"), Finding("alerts/receiver", "failed", "none", "give one")]
    monkeypatch.setattr(of_patient, "judge", lambda *_: findings)
    scraping(product, place)

    patient = patient_of(STAGING, prometheus=product.url)

    assert [alerts(name)(patient).state for name in ("alerts/rules", "alerts/receiver")] == states


def test_what_is_unknown_keeps_its_reason(
    patient_of: PatientOf, product: FakeProduct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_patient, "judge", lambda *_: [Finding("alerts/rules", "unknown", "does not answer", "see")])

    check = alerts("alerts/rules")(patient_of(STAGING, prometheus=product.url))

    assert (check.state, check.found) == ("unknown", "does not answer")
