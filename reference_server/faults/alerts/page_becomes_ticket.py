"""A saturated database is a ticket for the morning."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.rule_files import overlay_rules
from reference_server.monitoring.monitoring import Monitoring

FAULT = Fault(
    id="alerts.page_becomes_ticket",
    area="alerts",
    title="A saturated database is a ticket for the morning",
    symptom="The database refuses connections all night.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["doctor/alerts/rules"],
)


def apply(monitoring: Monitoring, hit: Hit) -> None:
    """Lower the severity."""
    overlay_rules(monitoring, "{severity: page, area: database}", "{severity: ticket, area: database}", hit)
