"""The rule file is not loaded."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.monitoring.monitoring import Monitoring

FAULT = Fault(
    id="alerts.rules_not_loaded",
    area="alerts",
    title="The rule file is not loaded",
    symptom="Prometheus runs and shows graphs, and no alert will ever fire.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["doctor/alerts/rules", "doctor/alerts/watchdog"],
)


def apply(monitoring: Monitoring, hit: Hit) -> None:
    """Name no rule file."""

    @wrap(monitoring, "prometheus")
    def prometheus(
        original: Callable[..., dict[str, Any]], product: str, rule_file: Path, alertmanagers: Sequence[str]
    ) -> dict[str, Any]:
        hit()
        settings = original(product, rule_file, alertmanagers)
        settings["rule_files"] = []
        return settings
