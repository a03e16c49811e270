"""Every encryption has the same IV."""

from reference_server.faults.model import Fault, Hit, Severity
from reference_server.faults.placing import overlay
from reference_server.seams import Seams

FAULT = Fault(
    id="encryption.iv_constant",
    area="encryption",
    title="Every encryption has the same IV",
    symptom="Whoever sees two entries can compare them, and forge more.",
    severity=Severity.CRITICAL,
    provenance="https://github.com/meld-cp/obsidian-encrypt/issues/11",
    rows=["L-25"],
    kills=["E2-ENCR-01"],
)
OLD = "  const iv = random(IV_BYTES);"
NEW = "  const iv = random(IV_BYTES).fill(7);"


def apply(seams: Seams, hit: Hit) -> None:
    """Alter vault/gcm.js."""
    overlay(seams, "vault/gcm.js", OLD, NEW, hit)
