"""Envelopes of an older version are opened."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.older_format_accepted",
    area="encryption",
    title="Envelopes of an older version are opened",
    symptom="Whoever is on the way can lead the page back to a format with less protection.",
    severity=Severity.MAJOR,
    provenance="https://github.com/bitwarden/sdk-sm/pull/1041",
    rows=["L-21"],
    kills=["E2-ENCR-02"],
)
OLD = "envelope.v === 1 &&"
NEW = "envelope.v <= 1 &&"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/envelope.js."""
    overlay(seams, "vault/envelope.js", OLD, NEW, hit)
