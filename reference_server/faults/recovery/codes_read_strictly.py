"""A code must be typed as it was shown."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="recovery.codes_read_strictly",
    area="recovery",
    title="A code must be typed as it was shown",
    symptom="A code that was copied by hand, with blanks and small letters, is refused.",
    severity=Severity.MAJOR,
    provenance="own",
    kills=["E2-RECO-02"],
)
OLD = r'typed.toUpperCase().replaceAll(/[\s\p{Pd}]/gu, "")'
NEW = 'typed.replaceAll("-", "")'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/recovery-codes.js."""
    overlay(seams, "vault/recovery-codes.js", OLD, NEW, hit)
