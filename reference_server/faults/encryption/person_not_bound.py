"""Entries are not bound to their owner."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.person_not_bound",
    area="encryption",
    title="Entries are not bound to their owner",
    symptom="An entry of one person can be given to another as theirs.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/onetimesecret/onetimesecret/issues/3305",
    rows=["L-24"],
    kills=["E2-ENCR-01", "E2-ENCR-02"],
)
OLD = 'return ["passion-os/env/1", userId, t,'
NEW = 'return ["passion-os/env/1", userId && "", t,'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/envelope.js."""
    overlay(seams, "vault/envelope.js", OLD, NEW, hit)
