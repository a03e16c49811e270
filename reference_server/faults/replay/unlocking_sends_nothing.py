"""Unlocking does not set the queue going."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.unlocking_sends_nothing",
    area="replay",
    title="Unlocking does not set the queue going",
    symptom="What waits for the vault is sent at the next poll only.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["OF-REPL-03"],
)
OLD = '    vault.addEventListener("unlocked", attempt);'
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter sync.js."""
    overlay(seams, "sync.js", OLD, NEW, hit)
