"""Prometheus knows no Alertmanager."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.monitoring.monitoring import Monitoring

FAULT = Fault(
    id="alerts.nobody_is_told",
    area="alerts",
    title="Prometheus knows no Alertmanager",
    symptom="Alerts fire on a page that nobody looks at.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["doctor/alerts/receiver"],
)


def apply(monitoring: Monitoring, hit: Hit) -> None:
    """Name no Alertmanager."""

    @wrap(monitoring, "prometheus")
    def prometheus(
        original: Callable[..., dict[str, Any]], product: str, rule_file: Path, alertmanagers: Sequence[str]
    ) -> dict[str, Any]:
        hit()
        settings = original(product, rule_file, alertmanagers)
        settings["alerting"] = {"alertmanagers": []}
        return settings
