"""The question whether to delete names its item after a lock."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.question_stays",
    area="vault_lock",
    title="The question whether to delete names its item after a lock",
    symptom="Whoever comes by reads the title of what is private.",
    severity=Severity.MAJOR,
    provenance="https://github.com/bitwarden/web/issues/535",
    rows=["L-10"],
    kills=["E2-LOCK-07"],
)
OLD = """      deletion.close();
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter items/items-page.js."""
    overlay(seams, "items/items-page.js", OLD, NEW, hit)
