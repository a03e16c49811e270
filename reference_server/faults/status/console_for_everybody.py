"""Everybody sees the console's files."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import disarm
from reference_server.seams import Seams
from reference_server.services.refusals import AdministratorsOnly

FAULT = Fault(
    id="status.console_for_everybody",
    area="status",
    title="Everybody sees the console's files",
    symptom="Somebody reads the names of everybody's songs.",
    severity=Severity.CRITICAL,
    provenance="CWE-862",
    kills=["WA-STAT-03"],
)


def apply(seams: Seams, hit: Hit) -> None:
    """Let everybody pass for an administrator."""
    disarm(seams.services.accounts, "check_admin", AdministratorsOnly, hit)
