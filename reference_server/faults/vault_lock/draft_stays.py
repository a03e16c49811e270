"""A private draft stays in its form after a lock."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.draft_stays",
    area="vault_lock",
    title="A private draft stays in its form after a lock",
    symptom="Whoever comes by reads what was being written.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/bitwarden/clients/issues/183",
    rows=["L-06"],
    kills=["E2-LOCK-07"],
)
OLD = """      if (fields.isPrivate) fields.empty();
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/items-page.js."""
    overlay(seams, "items/items-page.js", OLD, NEW, hit)
