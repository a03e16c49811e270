"""Entries are not bound to their revision."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.revision_not_bound",
    area="encryption",
    title="Entries are not bound to their revision",
    symptom="What an entry said before can be served as what it says now.",
    severity=Severity.CRITICAL,
    provenance="CWE-294",
    rows=["L-23"],
    kills=["E2-ENCR-01", "E2-ENCR-02"],
)
OLD = "userId, t, id, rev, kid, pol, ALGORITHM, part]"
NEW = "userId, t, id, rev && 1, kid, pol, ALGORITHM, part]"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/envelope.js."""
    overlay(seams, "vault/envelope.js", OLD, NEW, hit)
