"""Rules are evaluated once an hour."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.monitoring.monitoring import Monitoring

FAULT = Fault(
    id="alerts.evaluated_hourly",
    area="alerts",
    title="Rules are evaluated once an hour",
    symptom="Everything is loaded as it must be, and tells of an outage an hour late.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["doctor/alerts/evaluation"],
)


def apply(monitoring: Monitoring, hit: Hit) -> None:
    """Evaluate once an hour."""

    @wrap(monitoring, "prometheus")
    def prometheus(
        original: Callable[..., dict[str, Any]], product: str, rule_file: Path, alertmanagers: Sequence[str]
    ) -> dict[str, Any]:
        hit()
        settings = original(product, rule_file, alertmanagers)
        settings["global"]["evaluation_interval"] = "1h"
        return settings
