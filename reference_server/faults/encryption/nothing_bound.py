"""Ciphertexts are bound to nothing."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.nothing_bound",
    area="encryption",
    title="Ciphertexts are bound to nothing",
    symptom="Two entries can be swapped by whoever reaches the server, and nobody notices.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/librefang/librefang/issues/3788",
    rows=["L-23"],
    kills=["E2-ENCR-01", "E2-ENCR-02"],
)
OLD = "additionalData: utf8(JSON.stringify(facts))"
NEW = "additionalData: utf8(JSON.stringify(facts[0]))"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/gcm.js."""
    overlay(seams, "vault/gcm.js", OLD, NEW, hit)
