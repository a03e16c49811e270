"""An outage must last an hour before somebody is called."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.rule_files import overlay_rules
from reference_server.monitoring.monitoring import Monitoring

FAULT = Fault(
    id="alerts.waits_for_hours",
    area="alerts",
    title="An outage must last an hour before somebody is called",
    symptom="The product is down, and nobody is called before an hour is over.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["doctor/alerts/rules"],
)


def apply(monitoring: Monitoring, hit: Hit) -> None:
    """Wait for an hour instead of a minute."""
    overlay_rules(
        monitoring,
        'absent(up{job="passion-os"})\n        for: 1m',
        'absent(up{job="passion-os"})\n        for: 1h',
        hit,
    )
