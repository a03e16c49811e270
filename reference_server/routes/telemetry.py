"""Telemetry over HTTP: five answers for administrators with more about a single row, and metrics for Prometheus."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Response

from reference_server.contract.telemetry import (
    Alerts,
    Detail,
    DetailQuery,
    Overview,
    SectionId,
    Telemetry,
    TelemetryQuery,
)
from reference_server.routes.here import Administrator, Rules

router = APIRouter(tags=["telemetry"])

Asked = Annotated[TelemetryQuery, Query()]


@router.get("/api/admin/telemetry/overview")
def overview(_admin: Administrator, rules: Rules, asked: Asked) -> Overview:
    """Return who is active, what comes of devices' changes, and how the product is in ten numbers."""
    return rules.dashboard.overview(asked.range)


@router.get("/api/admin/telemetry/e2ee")
def e2ee(_admin: Administrator, rules: Rules, asked: Asked) -> Telemetry:
    """Return how far encryption is adopted, how vaults are opened, and how encrypted search does."""
    return rules.dashboard.part("e2ee", asked.range)


@router.get("/api/admin/telemetry/watcher")
def watcher(_admin: Administrator, rules: Rules, asked: Asked) -> Telemetry:
    """Return what watchers back up."""
    return rules.dashboard.part("watcher", asked.range)


@router.get("/api/admin/telemetry/performance")
def performance(_admin: Administrator, rules: Rules, asked: Asked) -> Telemetry:
    """Return how quickly requests are answered."""
    return rules.dashboard.part("performance", asked.range)


@router.get("/api/admin/telemetry/alerts")
def alerts(_admin: Administrator, rules: Rules, asked: Asked) -> Alerts:
    """Return what went wrong, and which limits are broken now."""
    return rules.dashboard.alerts(asked.range)


@router.get("/api/admin/telemetry/sections/{section}")
def detail(_admin: Administrator, rules: Rules, section: SectionId, asked: Annotated[DetailQuery, Query()]) -> Detail:
    """Return the numbers of one row of a section over time."""
    return rules.dashboard.detail(section, asked.row, asked.range)


@router.get("/metrics", include_in_schema=False)
def metrics(rules: Rules, accept: Annotated[str, Header()] = "") -> Response:
    """Return the metrics of this process in the form that Prometheus asks for."""
    text, media_type = rules.metrics.told(accept)
    return Response(text, headers={"content-type": media_type})
