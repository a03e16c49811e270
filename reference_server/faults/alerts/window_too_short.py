"""A window of errors is shorter than two scrapes."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.rule_files import overlay_rules
from reference_server.monitoring.monitoring import Monitoring

FAULT = Fault(
    id="alerts.window_too_short",
    area="alerts",
    title="A window of errors is shorter than two scrapes",
    symptom="The object store fails, and the rule never has two samples to compare.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["doctor/alerts/rules"],
)


def apply(monitoring: Monitoring, hit: Hit) -> None:
    """Look back for a second."""
    overlay_rules(
        monitoring,
        'passion_object_store_requests_total{result="error"}[5m]',
        'passion_object_store_requests_total{result="error"}[1s]',
        hit,
    )
