"""The product is scraped under another name."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import wrap
from reference_server.monitoring.monitoring import Monitoring

FAULT = Fault(
    id="alerts.other_job_name",
    area="alerts",
    title="The product is scraped under another name",
    symptom="Each rule asks for a job that does not exist, and the product counts as down or as silent.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["doctor/alerts/metrics"],
)


def apply(monitoring: Monitoring, hit: Hit) -> None:
    """Give the job another name."""

    @wrap(monitoring, "prometheus")
    def prometheus(
        original: Callable[..., dict[str, Any]], product: str, rule_file: Path, alertmanagers: Sequence[str]
    ) -> dict[str, Any]:
        hit()
        settings = original(product, rule_file, alertmanagers)
        settings["scrape_configs"][0]["job_name"] = "passion"
        return settings
