"""Envelopes may hold fields that nobody knows."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.unknown_fields_accepted",
    area="encryption",
    title="Envelopes may hold fields that nobody knows",
    symptom="Something can be attached to an entry that nothing protects.",
    severity=Severity.MINOR,
    provenance="own",
    kills=["E2-ENCR-02"],
)
OLD = "      .join() === FIELDS.join() &&"
NEW = "      .join().length >= FIELDS.join().length &&"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/envelope.js."""
    overlay(seams, "vault/envelope.js", OLD, NEW, hit)
