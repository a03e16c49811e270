"""A page that nobody sees does not ask for news."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.unseen_pages_do_not_poll",
    area="vault_lock",
    title="A page that nobody sees does not ask for news",
    symptom="A window behind others stays open after a lock elsewhere.",
    severity=Severity.CRITICAL,
    provenance="own",
    kills=["E2-LOCK-06"],
)
OLD = "setInterval(attempt, POLL_EVERY);"
NEW = "setInterval(() => document.hidden || attempt(), POLL_EVERY);"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter sync.js."""
    overlay(seams, "sync.js", OLD, NEW, hit)
