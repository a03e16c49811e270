"""The IV is sent and not used."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.iv_ignored",
    area="encryption",
    title="The IV is sent and not used",
    symptom="All is encrypted with an IV of zeros, whatever stands beside it.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/attr-encrypted/encryptor/pull/22",
    rows=["L-27"],
    kills=["E2-ENCR-01", "E2-ENCR-02"],
)
OLD = '{ name: "AES-GCM", iv, tagLength'
NEW = '{ name: "AES-GCM", iv: new Uint8Array(iv.length), tagLength'


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/gcm.js."""
    overlay(seams, "vault/gcm.js", OLD, NEW, hit)
