"""Codes have 120 bits."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="recovery.codes_too_short",
    area="recovery",
    title="Codes have 120 bits",
    symptom="Codes have six groups instead of eight, and are easier to guess.",
    severity=Severity.MAJOR,
    provenance="CWE-331",
    kills=["E2-RECO-01"],
)
OLD = "const CODE_BYTES = 20;"
NEW = "const CODE_BYTES = 15;"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/recovery-codes.js."""
    overlay(seams, "vault/recovery-codes.js", OLD, NEW, hit)
