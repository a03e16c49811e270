"""JavaScript's last match keeps a text after a lock."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="vault_lock.last_match_kept",
    area="vault_lock",
    title="JavaScript's last match keeps a text after a lock",
    symptom="A script in the page reads what is locked from RegExp.input.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-LOCK-07"],
)
OLD = """  /^/.test("");
"""
NEW = ""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/presence.js."""
    overlay(seams, "vault/presence.js", OLD, NEW, hit)
