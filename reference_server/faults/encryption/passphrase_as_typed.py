"""A passphrase is derived from as it is typed, not from its NFKC."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.passphrase_as_typed",
    area="encryption",
    title="A passphrase is derived from as it is typed, not from its NFKC",
    symptom="The right passphrase is refused on a computer whose keyboard writes ö in two parts.",
    severity=Severity.MAJOR,
    provenance="https://www.rfc-editor.org/rfc/rfc8265",
    kills=["E2-LOCK-01", "E2-LOCK-04", "E2-ENCR-01"],
)
OLD = """utf8(passphrase.normalize("NFKC"))"""
NEW = """utf8(passphrase)"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/keys.js."""
    overlay(seams, "vault/keys.js", OLD, NEW, hit)
