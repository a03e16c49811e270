"""A replay does not say which epoch it was sealed in."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="replay.epoch_left_out",
    area="replay",
    title="A replay does not say which epoch it was sealed in",
    symptom="What was written privately offline never gets through.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["OF-REPL-03"],
)
OLD = 'vault.state === "unlocked" ? { "X-Vault-Epoch": String(vault.epoch) } : {};'
NEW = 'vault.state === "none" ? { "X-Vault-Epoch": String(vault.epoch) } : {};'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter offline/drain.js."""
    overlay(seams, "offline/drain.js", OLD, NEW, hit)
