"""The limit of failing requests is ten times too high."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.rule_files import overlay_rules
from reference_server.monitoring.monitoring import Monitoring

FAULT = Fault(
    id="alerts.limit_ten_times",
    area="alerts",
    title="The limit of failing requests is ten times too high",
    symptom="One request in six fails, and nobody is called.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["doctor/alerts/rules"],
)


def apply(monitoring: Monitoring, hit: Hit) -> None:
    """Let 20 % pass."""
    overlay_rules(monitoring, "[5m])) > 0.02", "[5m])) > 0.2", hit)
