"""Telemetry with a time in the future counts as fresh."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.rule_files import overlay_rules
from reference_server.monitoring.monitoring import Monitoring

FAULT = Fault(
    id="alerts.staleness_looks_back_only",
    area="alerts",
    title="Telemetry with a time in the future counts as fresh",
    symptom="Telemetry was written in milliseconds, and no alert ever says that it is stale.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["doctor/alerts/rules"],
)


def apply(monitoring: Monitoring, hit: Hit) -> None:
    """Do without abs()."""
    overlay_rules(
        monitoring,
        "abs(time() - max(passion_telemetry_last_event_timestamp_seconds))",
        "(time() - max(passion_telemetry_last_event_timestamp_seconds))",
        hit,
    )
