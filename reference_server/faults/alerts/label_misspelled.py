"""The alert of guessed passwords looks for a label that no sign-in has."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.rule_files import overlay_rules
from reference_server.monitoring.monitoring import Monitoring

FAULT = Fault(
    id="alerts.label_misspelled",
    area="alerts",
    title="The alert of guessed passwords looks for a label that no sign-in has",
    symptom="Thousands of passwords are tried, and nobody is called.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["doctor/alerts/rules"],
)


def apply(monitoring: Monitoring, hit: Hit) -> None:
    """Leave a letter out, where rates are compared with one a second."""
    overlay_rules(
        monitoring,
        'sum(rate(passion_auth_attempts_total{result="bad_credentials"}[5m])) > 1\n',
        'sum(rate(passion_auth_attempts_total{result="bad_credential"}[5m])) > 1\n',
        hit,
    )
