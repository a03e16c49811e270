"""Every passphrase has the same salt."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.salt_constant",
    area="encryption",
    title="Every passphrase has the same salt",
    symptom="One table of common passphrases opens the vaults of all who have one of them.",
    severity=Severity.CRITICAL,
    provenance="CWE-760",
    kills=["E2-RECO-02"],
)
OLD = """  const salt = random(SALT_BYTES);
"""
NEW = """  const salt = new Uint8Array(SALT_BYTES);
"""


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/passphrase.js."""
    overlay(seams, "vault/passphrase.js", OLD, NEW, hit)
