"""The dead man's switch never fires."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.rule_files import overlay_rules
from reference_server.monitoring.monitoring import Monitoring

FAULT = Fault(
    id="alerts.dead_mans_switch_off",
    area="alerts",
    title="The dead man's switch never fires",
    symptom="Alerting may be dead, and nobody would notice.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["doctor/alerts/rules", "doctor/alerts/watchdog"],
)


def apply(monitoring: Monitoring, hit: Hit) -> None:
    """Ask for what never holds."""
    overlay_rules(monitoring, "expr: vector(1)", "expr: vector(1) > 1", hit)
